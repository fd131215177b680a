package dev.gradus.plan.fuse;

import dev.gradus.kernel.loop.FusedLoop;
import dev.gradus.kernel.loop.Warming;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides when a generated loop takes over. It is made only after its ops have run for a while, and warmed up on another
 * thread. Then both ways are timed in turn, and the faster one stays.
 */
final class LoopTrial {
    /** Before the trial, one run in this many is timed. */
    private static final int SAMPLE = 16;

    /** The fewest runs of each way in a trial. */
    private static final int TRIES = 8;

    /** The shortest trial of both: the callers of a short loop have to be compiled as well. */
    private static final long TRIAL_NANOS = 50_000_000;

    private enum Stage {
        COUNTING,
        PAID,
        WARMING,
        TRYING,
        GENERATED,
        OTHERWISE
    }

    private final Optional<Warming> loop;
    private final WarmupBudget budget;
    private String reason;
    private Stage stage;
    private int runs;
    private long spent;
    private long tried;
    private long bestGenerated = Long.MAX_VALUE;
    private long bestOtherwise = Long.MAX_VALUE;

    private LoopTrial(Stage stage, Optional<Warming> loop, WarmupBudget budget, String reason) {
        this.stage = stage;
        this.loop = loop;
        this.budget = budget;
        this.reason = reason;
    }

    /** For a loop that is made when its ops ran for longer than making it takes, and the plan's budget allows it. */
    static LoopTrial whenItPays(Warming loop, WarmupBudget budget) {
        return new LoopTrial(Stage.COUNTING, Optional.of(loop), budget, "");
    }

    /** For a loop that is made at once and always used. */
    static LoopTrial atOnce(Warming loop) {
        loop.load();
        return new LoopTrial(Stage.GENERATED, Optional.of(loop), new WarmupBudget(1), "");
    }

    /** For a loop that is not made, for this reason. */
    static LoopTrial never(String reason) {
        return new LoopTrial(Stage.OTHERWISE, Optional.empty(), new WarmupBudget(1), ": " + reason);
    }

    FusedLoop loop() {
        return loop.orElseThrow().loop();
    }

    /**
     * The time, if it is wanted.
     *
     * @param numbers the loop's present arguments
     */
    long begins(Warming.Numbers numbers) {
        if (stage == Stage.GENERATED || stage == Stage.OTHERWISE) {
            return 0;
        }
        runs++;
        if (stage == Stage.PAID) {
            stage = Stage.WARMING;
            loop.orElseThrow().begin(numbers);
        }
        if (stage == Stage.WARMING && loop.orElseThrow().isWarm()) {
            stage = Stage.TRYING;
            runs = 0;
            bestOtherwise = Long.MAX_VALUE;
        }
        if (stage == Stage.WARMING && !loop.orElseThrow().refusal().isEmpty()) {
            stage = Stage.OTHERWISE;
            reason = ": " + loop.orElseThrow().refusal();
        }
        boolean timed = stage == Stage.TRYING || (stage == Stage.COUNTING && runs % SAMPLE == 0);
        return timed ? System.nanoTime() : 0;
    }

    /** Whether the generated loop computes this time. */
    boolean isGenerated() {
        return stage == Stage.GENERATED || (stage == Stage.TRYING && runs % 2 == 0);
    }

    /** Whether the loop will never be used. */
    boolean isRefused() {
        return stage == Stage.OTHERWISE;
    }

    /** Takes the time since then, if it was wanted. */
    void ended(long start) {
        if (start == 0) {
            return;
        }
        long nanos = System.nanoTime() - start;
        if (stage == Stage.COUNTING) {
            count(SAMPLE * nanos);
            return;
        }
        if (isGenerated()) {
            bestGenerated = Math.min(bestGenerated, nanos);
        } else {
            bestOtherwise = Math.min(bestOtherwise, nanos);
        }
        tried += nanos;
        if (stage == Stage.TRYING && runs >= 2 * TRIES && tried >= TRIAL_NANOS) {
            stage = bestGenerated < bestOtherwise ? Stage.GENERATED : Stage.OTHERWISE;
        }
    }

    private void count(long nanos) {
        Warming made = loop.orElseThrow();
        spent += nanos;
        budget.earn(nanos);
        if (made.isClaimed() || (spent >= made.price() && budget.pay(made.price()))) {
            made.claim();
            stage = Stage.PAID;
        }
    }

    /** The decision, and why. */
    @Override
    public String toString() {
        return switch (stage) {
            case COUNTING -> "not made: has not run long enough";
            case PAID, WARMING -> "warming up";
            case TRYING -> "being tried";
            case GENERATED -> "used" + compared();
            case OTHERWISE -> "not used" + reason + compared();
        };
    }

    private String compared() {
        return bestGenerated == Long.MAX_VALUE
                ? ""
                : String.format(Locale.ROOT, ": %,.3g µs instead of %,.3g", bestGenerated / 1e3, bestOtherwise / 1e3);
    }
}
