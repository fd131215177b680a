package dev.gradus.kernel;

import dev.gradus.kernel.math.Sums;

/**
 * The loops in which a graph spends its time. There are two implementations, a scalar and a SIMD one, and they give the
 * same bits.
 *
 * <p>All work on ranges: a place where an array's elements begin, and how many there are. So work can be split into blocks
 * and between threads; every result depends on the range alone. Unless said otherwise {@code out} may be an operand if it
 * begins at the same place, but may not overlap one otherwise.
 *
 * <p>An object has scratch memory of its own, which makes calls free of allocation. One thread at a time may use it.
 */
public interface Kernels {
    /** Where no array has so many elements the SIMD kernels do nothing that the scalar ones do not. */
    int FEWEST_FOR_VECTORS = 16;

    /** out = f(x) for {@code count} elements. */
    void unary(UnaryFunction f, double[] x, int atX, double[] out, int at, int count);

    /**
     * out = f(a, b) for {@code count} elements.
     *
     * @param stepA 1, or 0 if all are combined with the same element of a
     * @param stepB 1, or 0 if all are combined with the same element of b
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

    /** The sum of {@code count} neighbouring elements, in the order of {@link Sums}. */
    double sum(double[] x, int atX, int count);

    /** Σ (a − b)² of at most {@link Sums#BLOCK} neighbouring elements, in the order of {@link Sums}. */
    double squaredErrors(double[] a, int atA, double[] b, int atB, int count);

    /**
     * The sums of {@code count} neighbouring columns, each in the order of {@link Sums}, its elements {@code stride}
     * apart.
     */
    void sumColumns(double[] x, int atX, int rows, int stride, double[] out, int at, int count);

    /**
     * The rows {@code from} to {@code to} − 1 of a product; {@code out} must not be an operand.
     *
     * @param at where the product's row 0 begins
     */
    void multiply(
            MatrixProduct product, double[] a, int atA, double[] b, int atB, double[] out, int at, int from, int to);

    /** Scratch memory of {@link Sums#BLOCK} elements, in which whoever gets it next may write. */
    double[] block();

    /** The same once more, for what is gathered over calls that use {@link #block}. */
    double[] outerBlock();

    /** How many numbers a vector has, 1 if there are none. */
    default int lanes() {
        return 1;
    }

    /** How many threads share large work, the caller among them. */
    default int threads() {
        return 1;
    }

    /** Does {@code count} parts, on several threads if there are such, in no particular order. */
    default void forEach(int count, Parts parts) {
        for (int part = 0; part < count; part++) {
            parts.run(this, 0, part);
        }
    }

    /** A piece of work in parts that do not depend on each other. */
    @FunctionalInterface
    interface Parts {
        /**
         * Does one part.
         *
         * @param kernels this thread's own
         * @param thread which of the threads this is, from 0
         * @param part which part
         */
        void run(Kernels kernels, int thread, int part);
    }
}
