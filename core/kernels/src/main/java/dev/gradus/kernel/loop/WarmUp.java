package dev.gradus.kernel.loop;

import dev.gradus.kernel.thread.Warmer;
import java.util.Arrays;

/** Calls a loop until the JVM has compiled it well. */
final class WarmUp {
    /** The length of the first calls, short because interpreted loops are slow. It does not fill the last vector. */
    private static final int FEW_ELEMENTS = 3 * FusedLoop.VECTORS - 1;

    /** The length of the later calls, which show the compiler that the loop is long. */
    static final int ELEMENTS = 65 * FusedLoop.VECTORS - 1;

    private static final int SHORT_CALLS = 400;
    private static final int CALLS_AT_A_TIME = 20;

    /** The maximum time per step and element of a compiled loop. An interpreted loop takes much longer. */
    private static final double FAST_NANOS = 0.3;

    private WarmUp() {}

    /** Returns arrays of numbers that are valid arguments of every function. */
    static double[][] validArguments(int count) {
        double[][] arrays = new double[count][ELEMENTS + LoopCode.MOST_OFFSET];
        for (double[] array : arrays) {
            Arrays.fill(array, 0.5);
        }
        return arrays;
    }

    /**
     * Calls a loop until it is fast.
     *
     * @param steps the number of steps of the loop's code
     * @param arrays arrays of {@link #ELEMENTS} elements
     * @param patience the maximum time in nanoseconds
     * @return whether the loop became fast in time
     */
    static boolean makesFast(FusedLoop loop, int steps, double[][] arrays, long patience) {
        boolean fast = false;
        long begin = System.nanoTime();
        for (int calls = 0; !fast && System.nanoTime() - begin < patience; calls += CALLS_AT_A_TIME) {
            int elements = calls < SHORT_CALLS ? FEW_ELEMENTS : ELEMENTS;
            long start = System.nanoTime();
            for (int i = 0; i < CALLS_AT_A_TIME; i++) {
                loop.run(arrays, 0, 0, elements);
            }
            long nanos = System.nanoTime() - start;
            fast = nanos < FAST_NANOS * steps * elements * CALLS_AT_A_TIME;
            Warmer.rest(nanos);
        }
        return fast;
    }
}
