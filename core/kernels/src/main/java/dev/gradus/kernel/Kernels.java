package dev.gradus.kernel;

import dev.gradus.kernel.math.Sums;

/**
 * The loops in which a graph spends its time. The scalar and SIMD implementations produce the same bits.
 *
 * <p>Each method works on ranges: a start index in an array and a number of elements. Work can therefore be split into
 * blocks and across threads, and each result depends only on its range. Unless stated otherwise, {@code out} may be one
 * of the operands if both ranges start at the same index; it may not overlap an operand in any other way.
 *
 * <p>Each instance has its own scratch memory, so calls allocate nothing. An instance may be used by only one thread at
 * a time.
 */
public interface Kernels {
    /** For shorter arrays the SIMD kernels run the scalar loops. */
    int FEWEST_FOR_VECTORS = 16;

    /** out = f(x) for {@code count} elements. */
    void unary(UnaryFunction f, double[] x, int atX, double[] out, int at, int count);

    /**
     * out = f(a, b) for {@code count} elements.
     *
     * @param stepA 1, or 0 if one element of a is used throughout
     * @param stepB 1, or 0 if one element of b is used throughout
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

    /** out = a where the condition is not 0, otherwise b, for {@code count} elements. Steps as in {@link #binary}. */
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

    /** Returns the sum of {@code count} contiguous elements, in the order of {@link Sums}. */
    double sum(double[] x, int atX, int count);

    /** Returns Σ (a − b)² for at most {@link Sums#BLOCK} contiguous elements, in the order of {@link Sums}. */
    double squaredErrors(double[] a, int atA, double[] b, int atB, int count);

    /**
     * Writes the sums of {@code count} adjacent columns, each in the order of {@link Sums}.
     *
     * @param stride the distance between the elements of a column
     */
    void sumColumns(double[] x, int atX, int rows, int stride, double[] out, int at, int count);

    /**
     * Writes the index of the first NaN of each of {@code rows} contiguous rows, or otherwise of the first maximum.
     *
     * @param length the number of elements of a row, at least 1
     */
    void argMax(double[] x, int atX, int rows, int length, double[] out, int at);

    /**
     * Computes the rows {@code from} to {@code to} − 1 of a product. {@code out} must not be an operand.
     *
     * @param at the index of row 0 of the product
     */
    void multiply(
            MatrixProduct product, double[] a, int atA, double[] b, int atB, double[] out, int at, int from, int to);

    /** Returns scratch memory of {@link Sums#BLOCK} elements, valid until the next call. */
    double[] block();

    /** Returns a second such block, for results collected over several calls that use {@link #block}. */
    double[] outerBlock();

    /**
     * Returns scratch memory for an op. No other method of this interface uses it; all ops that run on this thread
     * share it.
     *
     * @param which 0 to 3, for an op that needs several arrays at once
     * @return an array of at least {@code elements} elements with undefined contents
     * @see KernelOp#scratch
     */
    double[] scratch(int which, int elements);

    /** Returns whether these kernels may use vectors. */
    default boolean hasVectors() {
        return false;
    }

    /** Returns the number of threads that share large work, including the caller. */
    default int threads() {
        return 1;
    }

    /** Runs {@code count} chunks in no particular order, on several threads if there are any. */
    default void forEach(int count, Chunks chunks) {
        for (int chunk = 0; chunk < count; chunk++) {
            chunks.run(this, 0, chunk);
        }
    }

    /** Work that consists of independent chunks. */
    @FunctionalInterface
    interface Chunks {
        /**
         * Runs one chunk.
         *
         * @param kernels the kernels of the current thread
         * @param thread the index of the current thread, from 0
         * @param chunk the index of the chunk
         */
        void run(Kernels kernels, int thread, int chunk);
    }
}
