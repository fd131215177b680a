package dev.gradus;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waits for events that occur eventually on a machine of any speed, such as a compiled loop or a garbage collection.
 * The time limit is so long that only a missing event reaches it.
 */
public final class Patience {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Patience() {}

    /**
     * Repeats an attempt until it succeeds.
     *
     * @return whether it succeeded in time
     */
    public static boolean eventually(BooleanSupplier attempt) {
        long start = System.nanoTime();
        boolean succeeded = attempt.getAsBoolean();
        while (!succeeded && System.nanoTime() - start < LIMIT.toNanos()) {
            succeeded = attempt.getAsBoolean();
        }
        return succeeded;
    }
}
