package dev.gradus.testkit;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The time for which a law is tried, or a case is made smaller, so that a costly op does not hold up all other tests. */
final class Budget {
    /** The time for the tries of a law, in seconds. */
    private static final String PROPERTY = "gradus.seconds";

    private static final long SECONDS = 10;
    private static final System.Logger LOG = System.getLogger("dev.gradus.testkit");

    private final long nanos;
    private final Share share;
    private final long start = System.nanoTime();
    private int index;
    private int tries;
    private boolean cutsTries;
    private BooleanSupplier ends = () -> false;
    private boolean shrinks = true;

    private Budget(long nanos, Share share) {
        this.nanos = nanos;
        this.share = share;
    }

    /** What becomes of a try. */
    enum Try {
        /** It is made. */
        MADE,
        /** It is left out. */
        SKIPPED,
        /** It is left out, as all later ones are. */
        NONE_LEFT
    }

    static Budget unlimited() {
        return unlimited(Share.ALL);
    }

    /** As much time as a law needs. */
    static Budget unlimited(Share share) {
        return new Budget(Long.MAX_VALUE, share);
    }

    /** The time for the tries of a law, from now on. */
    static Budget ofTries(Share share) {
        return new Budget(Duration.ofSeconds(Long.getLong(PROPERTY, SECONDS)).toNanos(), share);
    }

    /** The time for making a case smaller, from now on. */
    static Budget ofShrinking() {
        return new Budget(Duration.ofSeconds(SECONDS).toNanos(), Share.ALL);
    }

    /** The time for making a case smaller that was found within this one, which is unlimited if this one is. */
    Budget thenForShrinking() {
        Budget shrinking = nanos == Long.MAX_VALUE ? unlimited() : ofShrinking();
        return shrinks ? shrinking.orUntil(ends) : spent();
    }

    static Budget spent() {
        return new Budget(0, Share.ALL);
    }

    /** The same budget, which is spent at once when this condition holds. */
    Budget orUntil(BooleanSupplier condition) {
        ends = condition;
        return this;
    }

    /** The same budget, with or without time for making a case smaller. */
    Budget shrinking(boolean hasTime) {
        shrinks = hasTime;
        return this;
    }

    boolean isSpent() {
        return ends.getAsBoolean() || System.nanoTime() - start >= nanos;
    }

    /** What becomes of the next try. There always is time for the first. */
    Try next() {
        int current = index++;
        if (share.isOverAt(current)) {
            return Try.NONE_LEFT;
        }
        if (!share.includes(current)) {
            return Try.SKIPPED;
        }
        if (tries > 0 && isSpent()) {
            cutsTries = true;
            return Try.NONE_LEFT;
        }
        tries++;
        return Try.MADE;
    }

    /** The number of tries that were made. */
    int tries() {
        return tries;
    }

    /**
     * Reports a law that was tried less often than it should have been, if it was.
     *
     * @param tests the test class that checks the law
     * @param law the law in words
     */
    void report(String tests, String law) {
        if (cutsTries) {
            LOG.log(
                    Level.WARNING,
                    "{0}: the {1} s for the law \"{2}\" were over before all of its tries (tries made: {3});"
                            + " -D{4}=60 gives each law more time",
                    tests,
                    String.valueOf(Duration.ofNanos(nanos).toSeconds()),
                    law,
                    String.valueOf(tries),
                    PROPERTY);
        }
    }
}
