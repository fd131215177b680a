package dev.gradus.kernel.loop;

import dev.gradus.kernel.thread.ProcessorTime;
import dev.gradus.kernel.thread.Warmer;
import java.util.Arrays;

/**
 * Calls a loop until the JVM has compiled it well. Until then each vector is an object, and the methods that create it keep
 * the compilers busy, so the loop computes as few elements as possible. Calls for no elements count toward compilation, too.
 */
final class WarmUp {
    /** The length of one call, which shows the compiler a long loop. */
    private static final int LONG = 64 * FusedLoop.VECTORS;

    /** The length of the other calls, which show whether the loop is compiled. */
    private static final int SHORT = 8 * FusedLoop.VECTORS;

    private static final int FEW = 2 * FusedLoop.VECTORS;

    /** The index of the first element, so that a loop may read elements before it. */
    private static final int FIRST = LoopCode.MOST_BEFORE;

    /** The fewest elements of the arrays, so that a loop may read elements after it, too. */
    static final int LENGTH = FIRST + LONG + LoopCode.MOST_OFFSET;

    /** The number of calls for no elements in each round. After 5,000 in all the second compiler starts. */
    private static final int EMPTY_CALLS = 1000;

    /** The round with the long call: the JVM counts what loops do only after the first compiler. */
    private static final int ROUND_OF_LONG = 1;

    /** The number of rounds after which only the JVM's compilers take time. */
    private static final int ROUNDS = 7;

    /** The maximum time of the calls around a compiled loop. */
    private static final double CALL_NANOS = 1000;

    /** The maximum time per step and element of a compiled loop. An interpreted loop takes much longer. */
    private static final double FAST_NANOS = 0.5;

    private static final long SHORTEST_REST = 1_000_000;
    private static final long LONGEST_REST = 64_000_000;

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
     * @param calls the number of calls for a few elements in each of the first rounds
     * @param arrays arrays of at least {@link #LENGTH} elements
     * @param patience the maximum time in nanoseconds: processor time and rests. Time in which other programs occupy the
     *     processor does not count, because the loop is no nearer to being compiled afterwards.
     * @return whether the loop became fast in time
     */
    static boolean makesFast(FusedLoop loop, int steps, int calls, double[][] arrays, long patience) {
        double budget = CALL_NANOS + FAST_NANOS * steps * SHORT;
        long rest = SHORTEST_REST;
        long spent = 0;
        for (int round = 0; spent <= patience; round++) {
            long start = ProcessorTime.nanos();
            for (int call = 0; call < EMPTY_CALLS; call++) {
                loop.vectors(arrays, 0, 0, 0);
            }
            if (round == ROUND_OF_LONG) {
                loop.vectors(arrays, 0, FIRST, FIRST + LONG);
            }
            for (int call = 1; call < calls && round < ROUNDS; call++) {
                loop.vectors(arrays, 0, FIRST, FIRST + FEW);
            }
            boolean fast = nanos(loop, arrays) < budget;
            if (round >= ROUNDS) {
                fast |= nanos(loop, arrays) < budget; // the first call may have found its arrays out of the cache
                rest = Math.min(2 * rest, LONGEST_REST);
            }
            if (fast) {
                return true;
            }
            spent += ProcessorTime.nanos() - start + Warmer.rest(rest);
        }
        return false;
    }

    private static long nanos(FusedLoop loop, double[][] arrays) {
        long start = System.nanoTime();
        loop.vectors(arrays, 0, FIRST, FIRST + SHORT);
        return System.nanoTime() - start;
    }
}
