package dev.gradus.kernel.simd;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.scalar.ScalarKernels;
import dev.gradus.kernel.thread.Warmer;
import dev.gradus.kernel.thread.WorkThreshold;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Determines when one kind of work is faster on vectors. Until the JVM has compiled a vector loop well, it allocates an
 * object for every vector, and the loop is many times slower than a scalar one.
 */
final class VectorTrial {
    /** The length of the arrays of a trial. */
    static final int NUMBERS = 1 << 14;

    /** The number of elements that do not become too many objects, and that show the compiler a long loop. */
    static final int SHORT = 128;

    /** Enough elements for the calls around the loops, which are compiled later, not to matter. */
    private static final int LONG = 1024;

    /** Compiled loops take less than this multiple of the time of the scalar ones, and others far more. */
    private static final int CLOSE = 4;

    private static final int TURNS = 4;
    private static final int CALLS_AT_A_TIME = 20;

    /** The number of calls for no elements before each measurement. After 5,000 in all the second compiler starts. */
    private static final int EMPTY_CALLS = 1000;

    /** The time between two checks whether the JVM has finished compiling. */
    private static final long POLL_NANOS = 1_000_000;

    /**
     * A trial that ends without success begins again after this multiple of the work before it. On a busy machine the
     * JVM may have compiled too little until then.
     */
    static final int FACTOR = 16;

    static final int MOST_ATTEMPTS = 6;

    private final Work work;
    private final Runnable touch;
    private final int enoughCalls;
    private final long patience;
    private final LongSupplier processorNanos;
    private final Consumer<VectorTrial> begin;
    private final WorkThreshold threshold;
    private int attempts;
    private int calls;
    private long spent;
    private volatile boolean won;

    /** A sample of the work, on arrays of {@link #NUMBERS} numbers. */
    @FunctionalInterface
    interface Work {
        void run(Kernels kernels, double[] a, double[] b, double[] c, double[] out, int elements);
    }

    /** The kernels and arrays that trials use on one thread. */
    static final class Bench {
        private final SimdKernels vectors = new SimdKernels();
        private final Kernels numbers = new ScalarKernels();
        private final double[][] operands = new double[3][NUMBERS];
        private final double[] out = new double[NUMBERS];
        private final LongSupplier nanoTime;

        Bench(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
            for (double[] operand : operands) {
                Arrays.fill(operand, 0.5); // a valid argument of every function
            }
        }

        /** Returns the shortest time of several measurements in nanoseconds, because other programs disturb some. */
        private long nanos(Work work, Kernels kernels, int elements, int turns) {
            long shortest = Long.MAX_VALUE;
            for (int turn = 0; turn < turns; turn++) {
                long start = nanoTime.getAsLong();
                work.run(kernels, operands[0], operands[1], operands[2], out, elements);
                shortest = Math.min(shortest, nanoTime.getAsLong() - start);
            }
            return shortest;
        }
    }

    /**
     * Creates a trial that begins once enough work has been counted.
     *
     * @param touch calls the vector loops for no elements, which counts toward their compilation but allocates nothing
     * @param enoughCalls the number of calls after which further calls only serve to check whether the JVM has finished
     *     compiling
     * @param enough the amount of work that justifies a trial
     * @param patience the maximum duration of an attempt in nanoseconds: processor time and rests
     * @param processorNanos the processor time of the calling thread
     * @param begin starts the trial
     */
    VectorTrial(
            Work work,
            Runnable touch,
            int enoughCalls,
            long enough,
            long patience,
            LongSupplier processorNanos,
            Consumer<VectorTrial> begin) {
        this.work = work;
        this.touch = touch;
        this.enoughCalls = enoughCalls;
        this.patience = patience;
        this.processorNanos = processorNanos;
        this.begin = begin;
        this.threshold = new WorkThreshold(enough);
    }

    Work work() {
        return work;
    }

    Runnable touch() {
        return touch;
    }

    /**
     * Returns whether vectors have been faster.
     *
     * @param amount the work to do now, which counts toward starting the trial
     */
    boolean isWon(long amount) {
        if (!won && threshold.isReachedBy(amount)) {
            begin.accept(this);
        }
        return won;
    }

    void win() {
        won = true;
    }

    /**
     * Runs and times a sample on vectors and without them. Until the vector loops are compiled, they do not get many
     * elements, because each vector becomes an object, and the methods that create these keep the compilers busy.
     */
    void advance(Bench bench) {
        boolean polls = calls >= enoughCalls;
        if (polls) {
            spent += Warmer.rest(POLL_NANOS);
        }
        long start = processorNanos.getAsLong();
        for (int call = 0; call < EMPTY_CALLS; call++) {
            touch.run();
        }
        int turns = polls ? 1 : CALLS_AT_A_TIME;
        long onVectors = bench.nanos(work, bench.vectors, SHORT, turns);
        long onNumbers = bench.nanos(work, bench.numbers, SHORT, turns);
        if (onVectors < CLOSE * onNumbers
                && bench.nanos(work, bench.vectors, LONG, TURNS) < bench.nanos(work, bench.numbers, LONG, TURNS)) {
            win();
        }
        spent += processorNanos.getAsLong() - start;
        calls += turns;
    }

    /**
     * Returns whether this attempt has ended: vectors were faster, or have not become so in time, for example because
     * there is no second compiler.
     */
    boolean isOver() {
        return won || spent > patience;
    }

    /** Waits for more work before the next attempt, if vectors were not faster and this was not the last attempt. */
    void end() {
        spent = 0;
        if (!won && ++attempts < MOST_ATTEMPTS) {
            threshold.repeat(FACTOR);
        }
    }
}
