package dev.gradus.kernel;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

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

    /** Kernels in plain Java, which run on any JVM. */
    static Kernels scalar() {
        return new ScalarKernels();
    }

    /**
     * Kernels on vectors of 256 or more bits.
     *
     * @throws IllegalStateException if {@link #simdRefusal} says why there are none
     */
    static Kernels simd() {
        return KernelChoice.newSimd();
    }

    /** Why there are no SIMD kernels in this JVM, and the remedy; empty if there are. */
    static Optional<String> simdRefusal() {
        return KernelChoice.simdRefusal();
    }

    /**
     * The SIMD kernels if this JVM has them, else the scalar ones, or whichever the system property
     * {@value KernelChoice#PROPERTY} names.
     */
    static Kernels chosen() {
        return KernelChoice.chosen();
    }

    /**
     * Makes what {@link #chosen} gives, which is found out only when it is needed.
     *
     * @throws IllegalStateException if the system property {@value KernelChoice#PROPERTY} names no kernels
     */
    static Supplier<Kernels> choice() {
        KernelChoice.checkProperty();
        return Kernels::chosen;
    }

    /**
     * Kernels that share large work between at most so many threads, and no more than the JVM has processors.
     *
     * @param one makes the kernels of one thread
     */
    static Kernels threaded(int threads, Supplier<Kernels> one) {
        int all = Math.min(threads, Runtime.getRuntime().availableProcessors());
        return all <= 1
                ? one.get()
                : new ThreadedKernels(
                        Gang.ofThisJvm(), Stream.generate(one).limit(all).toArray(Kernels[]::new));
    }

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

    /** The sum of {@code count} neighbouring elements, in the order of {@link Reduction}. */
    double sum(double[] x, int atX, int count);

    /** Σ (a − b)² of at most {@link Reduction#BLOCK} neighbouring elements, in the order of {@link Reduction}. */
    double squaredErrors(double[] a, int atA, double[] b, int atB, int count);

    /**
     * The sums of {@code count} neighbouring columns, each in the order of {@link Reduction}, its elements {@code stride}
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

    /** Scratch memory of {@link Reduction#BLOCK} elements, in which whoever gets it next may write. */
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
}
