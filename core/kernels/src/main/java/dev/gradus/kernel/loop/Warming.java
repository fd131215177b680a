package dev.gradus.kernel.loop;

import dev.gradus.kernel.thread.Warmer;

/**
 * A loop on its way to being fast. The {@link Warmer} makes it and runs it on its own numbers until the JVM has compiled
 * it. Equal groups of ops share one.
 */
public final class Warming implements Warmer.Task {
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    /** A formula may take any time; after this one the loop counts as fast. */
    private static final long PATIENCE_WITH_FORMULAS = 300_000_000;

    /**
     * Computing this number of elements op by op takes about ten times as long as making a loop and warming it up. Counting
     * elements instead of time makes the same program generate the same loops.
     */
    private static final long WORTH_IT = 1 << 27;

    private static final FusedLoop NONE = (arrays, start, from, to) -> {};

    private final LoopCode code;
    private final int lanes;
    private final long patience;
    private final Loader loader;
    private final Warmer warmer;
    private volatile FusedLoop loop = NONE;
    private volatile boolean begun;
    private long computed;
    private volatile boolean warm;
    private volatile String refusal = "";

    /** For a loop with formulas, its arguments. */
    private volatile double[][] numbers = {};

    /**
     * A loop that is not loaded yet.
     *
     * @param lanes the numbers in a vector of this JVM, 1 without vectors
     */
    public Warming(LoopCode code, int lanes, Loader loader, Warmer warmer) {
        this(code, lanes, code.hasCalls() ? PATIENCE_WITH_FORMULAS : PATIENCE_NANOS, loader, warmer);
    }

    Warming(LoopCode code, int lanes, long patience, Loader loader, Warmer warmer) {
        this.code = code;
        this.loader = loader;
        this.warmer = warmer;
        this.patience = patience;
        this.lanes = code.isPlain() ? 1 : lanes;
    }

    /** Loads a loop as a class of its own. */
    @FunctionalInterface
    public interface Loader {
        /** @param lanes the numbers in a vector; 1 for a loop number by number */
        FusedLoop load(LoopCode code, int lanes);
    }

    /** The loop, which does nothing before it is made. */
    public FusedLoop loop() {
        return loop;
    }

    synchronized void load() {
        if (loop == NONE) {
            loop = loader.load(code, lanes);
        }
    }

    /** Makes the loop on the calling thread and uses it from the first run on. */
    public void useAtOnce() {
        load();
        warm = true;
    }

    /**
     * Whether the loop is fast by now.
     *
     * @param elements the number of elements to be computed now, which bring the loop's making closer
     * @param ofPlan the loop's present arguments
     */
    public boolean isFast(int elements, Numbers ofPlan) {
        if (warm) {
            return true;
        }
        if (begun) {
            return refusal.isEmpty() && isWarm();
        }
        computed += elements;
        if (computed >= WORTH_IT && refusal.isEmpty()) {
            begin(ofPlan);
        }
        return false;
    }

    /**
     * Has another thread make the loop and warm it up. Formulas are called with the plan's numbers only: their authors
     * need not have thought of others.
     */
    public void begin(Numbers ofPlan) {
        if (!begun) {
            begun = true;
            if (code.hasCalls()) {
                numbers = ofPlan.copy(WarmUp.ELEMENTS);
            }
            warmer.accept(this);
        }
    }

    /** The arrays of a plan's loop. */
    @FunctionalInterface
    public interface Numbers {
        /** For each array of the code a new one of this length that begins with the plan's elements. */
        double[][] copy(int elements);
    }

    /** Whether warming up has ended well. If it has not, asking sees to it that the loop's turn comes. */
    public boolean isWarm() {
        if (!warm) {
            warmer.ensureRunning();
        }
        return warm;
    }

    /**
     * Why the loop is unusable; empty if no reason is known yet. The JVM may leave it slow, or a formula may fail on
     * another thread than the plan's, or never end there.
     */
    public String refusal() {
        return refusal;
    }

    @Override
    public boolean hasFormulas() {
        return code.hasCalls();
    }

    @Override
    public synchronized void refuse(String reason) {
        if (refusal.isEmpty()) {
            warm = false;
            refusal = reason;
        }
    }

    private synchronized void accept() {
        warm = refusal.isEmpty();
    }

    /**
     * Calls the loop until it is fast, resting half of the time, as there may be no processor to spare.
     *
     * <p>A loop that stays slow is made again, as another class. The JVM's first compiler has too few registers for the
     * code of a long loop that counts calls. If the second one is busy just then, the first makes code that does not
     * count, and that stays for good.
     */
    @Override
    public void warmUp() {
        try {
            load();
            if (!becomesFast()) {
                loop = loader.load(code, lanes);
                if (!becomesFast()) {
                    refuse("still slow after it was warmed up twice for " + patience / 1_000_000_000 + " s");
                    return;
                }
            }
            accept();
        } catch (Throwable ofFormula) {
            refuse("a formula threw something when it was warmed up");
        } finally {
            numbers = new double[0][];
        }
    }

    /** Nobody knows how long a formula takes, so a loop with formulas counts as fast once its patience has ended. */
    private boolean becomesFast() {
        double[][] arrays =
                code.hasCalls() ? numbers : WarmUp.madeUp(code.uses().size());
        return WarmUp.makesFast(loop, code.size(), arrays, patience) || code.hasCalls();
    }

    /** What has been decided about the loop, and why. */
    @Override
    public String toString() {
        if (!refusal.isEmpty()) {
            return "not used: " + refusal;
        }
        if (warm) {
            return "used";
        }
        return begun ? "warming up" : "not made: has not run long enough";
    }
}
