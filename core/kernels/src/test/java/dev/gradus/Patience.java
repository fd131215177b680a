package dev.gradus;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * For what comes in time on a machine of any speed: a compiled loop, memory that is collected. The limit is so far away that
 * only what never comes reaches it.
 */
public final class Patience {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Patience() {}

    /** Attempts it again and again until it succeeds; whether it did. */
    public static boolean eventually(BooleanSupplier attempt) {
        long start = System.nanoTime();
        boolean succeeded = attempt.getAsBoolean();
        while (!succeeded && System.nanoTime() - start < LIMIT.toNanos()) {
            succeeded = attempt.getAsBoolean();
        }
        return succeeded;
    }
}
