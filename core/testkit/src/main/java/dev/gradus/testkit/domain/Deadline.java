package dev.gradus.testkit.domain;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The end of the time for some work of a thread. Whatever calls functions of the user's asks first whether it is over, so
 * that work ends in the midst of a try, and not only between two.
 */
public final class Deadline {
    /** Names the seconds that the tries of a law may take. Explaining may take as many, but not fewer than usual. */
    public static final String PROPERTY = "gradus.seconds";

    private static final long SECONDS = 10;

    private static final ThreadLocal<Long> END = ThreadLocal.withInitial(() -> Long.MAX_VALUE);

    /** As good as no deadline. */
    private static final Duration LONGEST = Duration.ofDays(1000);

    private Deadline() {}

    /** Thrown when the time is over. An Error, because it is no finding about the user's code. */
    private static final class Over extends Error {
        private static final long serialVersionUID = 1L;

        Over() {
            super("the time is over", null, false, false);
        }
    }

    /** The time for the tries of a law. */
    public static Duration ofTries() {
        return Duration.ofSeconds(Long.getLong(PROPERTY, SECONDS));
    }

    /** The time for finding the likely cause. */
    public static Duration ofExplaining() {
        return Duration.ofSeconds(Math.max(SECONDS, Long.getLong(PROPERTY, SECONDS)));
    }

    /** What the work returns, or nothing if its time is over before. A deadline around it that is earlier still holds. */
    public static <T> Optional<T> within(Duration time, Supplier<T> work) {
        long nanos = time.compareTo(LONGEST) < 0 ? time.toNanos() : LONGEST.toNanos();
        long outer = END.get(), end = Math.min(outer, System.nanoTime() + nanos);
        END.set(end);
        try {
            return Optional.of(work.get());
        } catch (Over over) {
            if (end == outer) {
                throw over;
            }
            return Optional.empty();
        } finally {
            END.set(outer);
        }
    }

    /** Throws this again if it says that the time is over. */
    public static void rethrow(Throwable thrown) {
        if (thrown instanceof Over over) {
            throw over;
        }
    }

    /** Ends the work of {@link #within} if its time is over. */
    public static void check() {
        if (System.nanoTime() >= END.get()) {
            throw new Over();
        }
    }
}
