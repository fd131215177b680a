package dev.gradus.kernel.loop;

import dev.gradus.kernel.thread.Warmer;

/**
 * A loop on its way to being fast. The {@link Warmer} makes it and runs it on its own numbers until the JVM has compiled
 * it. Equal groups of ops share one.
 */
public final class Warming implements Warmer.Task {
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    /** A formula may take any time; after this one a trial decides whether the loop is fast. */
    private static final long PATIENCE_WITH_FORMULAS = 300_000_000;

    private static final long PRICE_OF_NUMBERS = 30_000_000;

    private static final long PRICE_OF_A_STEP = 2_500_000;

    private static final long PRICE_WITH_FORMULAS = PATIENCE_WITH_FORMULAS / 2;

    private static final FusedLoop NONE = (arrays, start, from, to) -> {};

    private final LoopCode code;
    private final int lanes;
    private final long patience;
    private final Loader loader;
    private final Warmer warmer;
    private volatile FusedLoop loop = NONE;
    private volatile boolean claimed;
    private volatile boolean begun;
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

    public synchronized void load() {
        if (loop == NONE) {
            loop = loader.load(code, lanes);
        }
    }

    /** About how long making the loop and warming it up takes, with the compiler's work. */
    public long price() {
        if (code.hasCalls()) {
            return PRICE_WITH_FORMULAS;
        }
        return lanes == 1 ? PRICE_OF_NUMBERS : PRICE_OF_A_STEP * code.size();
    }

    public boolean isClaimed() {
        return claimed;
    }

    /** Announces {@link #begin}. */
    public void claim() {
        claimed = true;
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
            warmer.look();
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

    /** With formulas a trial decides that. */
    private boolean becomesFast() {
        double[][] arrays =
                code.hasCalls() ? numbers : WarmUp.madeUp(code.uses().size());
        return WarmUp.makesFast(loop, code.size(), arrays, patience) || code.hasCalls();
    }
}
