package dev.gradus.kernel;

import dev.gradus.kernel.math.Sums;

/**
 * The loops in which a graph spends its time. The scalar and the SIMD implementation give the same bits.
 *
 * <p>All work on ranges: a first place in an array and a number of elements. So work can be split into blocks and between
 * threads; every result depends on the range alone. Unless said otherwise {@code out} may be an operand if it begins at
 * the same place, but may not overlap one otherwise.
 *
 * <p>An object has its own scratch memory, so that calls allocate nothing. One thread at a time may use it.
 */
public interface Kernels {
    /** If all arrays are shorter, the SIMD kernels do only what the scalar ones do. */
    int FEWEST_FOR_VECTORS = 16;

    /** out = f(x) for {@code count} elements. */
    void unary(UnaryFunction f, double[] x, int atX, double[] out, int at, int count);

    /**
     * out = f(a, b) for {@code count} elements.
     *
     * @param stepA 1, or 0 if one element of a serves all
     * @param stepB 1, or 0 if one element of b serves all
     */
    void binary(
            BinaryFunction f,
            double[] a,
            int atA,
            int stepA,
            double[] b,
            int atB,
            int stepB,
            double[] out,
            int at,
            int count);

    /** out = a where the condition is not 0, else b, for {@code count} elements; steps as in {@link #binary}. */
    void select(
            double[] condition,
            int atCondition,
            int stepCondition,
            double[] a,
            int atA,
            int stepA,
            double[] b,
            int atB,
            int stepB,
            double[] out,
            int at,
            int count);

    /** The sum of {@code count} contiguous elements, in the order of {@link Sums}. */
    double sum(double[] x, int atX, int count);

    /** Σ (a − b)² of at most {@link Sums#BLOCK} contiguous elements, in the order of {@link Sums}. */
    double squaredErrors(double[] a, int atA, double[] b, int atB, int count);

    /**
     * The sums of {@code count} adjacent columns, each in the order of {@link Sums}, its elements {@code stride} apart.
     */
    void sumColumns(double[] x, int atX, int rows, int stride, double[] out, int at, int count);

    /**
     * The rows {@code from} to {@code to} − 1 of a product; {@code out} must not be an operand.
     *
     * @param at where the product's row 0 begins
     */
    void multiply(
            MatrixProduct product, double[] a, int atA, double[] b, int atB, double[] out, int at, int from, int to);

    /** Scratch memory of {@link Sums#BLOCK} elements, valid until the next call. */
    double[] block();

    /** Another such block, for results gathered over calls that use {@link #block}. */
    double[] outerBlock();

    /**
     * Scratch memory of an op, which no other method here uses: all ops of a run that compute on this thread share it.
     *
     * @param which a number from 0 to 3, for an op that needs several arrays at one time
     * @return an array of at least this number of elements, whose values are undefined
     * @see KernelOp#scratch
     */
    double[] scratch(int which, int elements);

    /** The number of elements in a vector, 1 without vectors. */
    default int lanes() {
        return 1;
    }

    /** The number of threads that share large work, the caller among them. */
    default int threads() {
        return 1;
    }

    /** Does {@code count} chunks, on several threads if there are any, in no particular order. */
    default void forEach(int count, Chunks chunks) {
        for (int chunk = 0; chunk < count; chunk++) {
            chunks.run(this, 0, chunk);
        }
    }

    /** Work in chunks that do not depend on each other. */
    @FunctionalInterface
    interface Chunks {
        /**
         * Does one chunk.
         *
         * @param kernels this thread's own
         * @param thread the number of this thread, from 0
         * @param chunk the number of the chunk
         */
        void run(Kernels kernels, int thread, int chunk);
    }
}
