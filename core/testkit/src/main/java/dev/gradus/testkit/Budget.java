package dev.gradus.testkit;

import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.domain.Deadline;
import dev.gradus.testkit.law.Share;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** The time for which a law is tried, or a case is made smaller, so that a costly op does not hold up all other tests. */
final class Budget {
    private static final long SECONDS = 10;

    /** Says of a case that it could be smaller. */
    static final String UNFINISHED =
            "the case could be smaller: after " + SECONDS + " s of shrinking, this is the smallest one found";

    private static final String CASES = "gradus.cases";

    private static final System.Logger LOG = System.getLogger("dev.gradus.testkit");

    private final long nanos;
    private final Share share;
    private Duration more = Duration.ZERO;
    private final long start = System.nanoTime();
    private int index;
    private int tries;
    private boolean cutsTries;
    private BooleanSupplier ends = () -> false;
    private boolean shrinks = true;
    private Optional<CaseGenerator> generator = Optional.empty();

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
        Budget budget = new Budget(Deadline.ofTries().toNanos(), share);
        budget.more = Duration.ofSeconds(SECONDS);
        return budget;
    }

    /** The time for making a case smaller, from now on. */
    static Budget ofShrinking() {
        return ofShrinking(Duration.ofSeconds(SECONDS));
    }

    static Budget ofShrinking(Duration time) {
        return new Budget(time.toNanos(), Share.ALL);
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

    /** Whether it had time when it began. */
    boolean hasTime() {
        return nanos > 0;
    }

    /** The time that is left. */
    Duration left() {
        return Duration.ofNanos(nanos - (System.nanoTime() - start));
    }

    /** What a try finds, if it does: a try that is being made when the time is over has some more. */
    <T> Optional<T> found(Supplier<Optional<T>> made) {
        return Deadline.within(left().plus(more), made).orElseGet(() -> {
            cut();
            return Optional.empty();
        });
    }

    /** A likely cause, if it is found in time. */
    static Optional<String> explained(Supplier<Optional<String>> cause) {
        return Deadline.within(Deadline.ofExplaining(), cause).flatMap(Function.identity());
    }

    /** Notes that a try did not end in time. */
    private synchronized void cut() {
        tries--;
        cutsTries = true;
    }

    boolean isSpent() {
        return ends.getAsBoolean() || left().isNegative() || left().isZero();
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
        if ((tries > 0 || cutsTries) && isSpent()) {
            cutsTries = true;
            return Try.NONE_LEFT;
        }
        tries++;
        return Try.MADE;
    }

    /** Notes what draws the cases, for the report. */
    void drawsFrom(CaseGenerator cases) {
        generator = Optional.of(cases);
    }

    /** Whether the time was over before all tries. */
    boolean isCut() {
        return cutsTries;
    }

    /** The number of tries that were made. */
    int tries() {
        return tries;
    }

    /**
     * Reports a law that was tried less often than it should have been, if it was, and what it was tried with, if {@code
     * -Dgradus.cases=true} asks for that.
     *
     * @param tests the test class that checks the law
     * @param law the law in words
     */
    void report(String tests, String law) {
        if (Boolean.getBoolean(CASES)) {
            generator.ifPresent(cases -> LOG.log(Level.INFO, "{0}: \"{1}\", {2}", tests, law, cases));
        }
        if (cutsTries) {
            LOG.log(
                    Level.WARNING,
                    "{0}: the {1} s for the law \"{2}\" were over before all of its tries (tries made: {3});"
                            + " -D{4}=60 gives each law more time",
                    tests,
                    String.valueOf(Duration.ofNanos(nanos).toSeconds()),
                    law,
                    String.valueOf(tries),
                    Deadline.PROPERTY);
        }
    }
}
