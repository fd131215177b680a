package dev.gradus.kernel.loop;

import dev.gradus.kernel.thread.ProcessorTime;
import dev.gradus.kernel.thread.Warmer;
import java.util.Arrays;

/** Calls a loop until the JVM has compiled it well. */
final class WarmUp {
    /** The length of the calls. It shows the compiler a long loop, and does not fill the last vector. */
    private static final int ELEMENTS = 65 * FusedLoop.VECTORS - 1;

    /** The index of the first element, so that a loop may read elements before it. */
    private static final int FIRST = LoopCode.MOST_BEFORE;

    /** The fewest elements of the arrays, so that a loop may read elements after it, too. */
    static final int LENGTH = FIRST + ELEMENTS + LoopCode.MOST_OFFSET;

    /** The number of further calls if the first is close to fast, because it may have found its arrays out of the cache. */
    private static final int FURTHER_CALLS = 4;

    private static final int CLOSE = 10;

    /**
     * The number of calls for no elements before each measurement. They count toward compilation, but take no time.
     * After 5,000 in all the second compiler starts.
     */
    private static final int EMPTY_CALLS = 1000;

    /** The maximum time per step and element of a compiled loop. An interpreted loop takes much longer. */
    private static final double FAST_NANOS = 0.3;

    private WarmUp() {}

    /** Returns arrays of numbers that are valid arguments of every function. */
    static double[][] validArguments(int count) {
        double[][] arrays = new double[count][LENGTH];
        for (double[] array : arrays) {
            Arrays.fill(array, 0.5);
        }
        return arrays;
    }

    /**
     * Calls a loop until it is fast.
     *
     * @param steps the number of steps of the loop's code
     * @param arrays arrays of at least {@link #LENGTH} elements
     * @param patience the maximum time in nanoseconds: processor time and rests. Time in which other programs occupy the
     *     processor does not count, because the loop is no nearer to being compiled afterwards.
     * @return whether the loop became fast in time
     */
    static boolean makesFast(FusedLoop loop, int steps, double[][] arrays, long patience) {
        double budget = FAST_NANOS * steps * ELEMENTS;
        boolean fast = false;
        long spent = 0;
        while (!fast && spent < patience) {
            long start = ProcessorTime.nanos();
            for (int call = 0; call < EMPTY_CALLS; call++) {
                loop.vectors(arrays, 0, 0, 0);
                loop.numbers(arrays, 0, 0, 0);
            }
            long nanos = nanos(loop, arrays);
            long computed = ProcessorTime.nanos() - start;
            spent += computed + Warmer.rest(computed);
            for (int call = 0; call < FURTHER_CALLS && nanos < CLOSE * budget; call++) {
                nanos = Math.min(nanos, nanos(loop, arrays));
            }
            fast = nanos < budget;
        }
        return fast;
    }

    private static long nanos(FusedLoop loop, double[][] arrays) {
        long start = System.nanoTime();
        loop.run(arrays, 0, FIRST, FIRST + ELEMENTS);
        return System.nanoTime() - start;
    }
}
