package dev.gradus.kernel.loop;

import dev.gradus.kernel.thread.Warmer;
import dev.gradus.kernel.thread.WorkThreshold;
import java.util.function.Supplier;

/**
 * A generated loop and its state: not generated, warming up, in use or rejected. The {@link Warmer} generates it and
 * runs it on sample data until the JVM has compiled it. Equal groups of ops share one, and so do all calls of a function.
 */
public final class Warming implements Warmer.Task {
    /** The time of the first attempt to warm up a loop. Each further one has twice as long. */
    private static final long PATIENCE_NANOS = 400_000_000;

    private static final int MOST_ATTEMPTS = 6;

    /** The time after which a loop with formulas counts as fast, because a formula may take any time. */
    private static final long PATIENCE_WITH_FORMULAS = 300_000_000;

    /**
     * Computing this number of elements op by op takes at least as long as generating a loop and warming it up.
     * Elements are counted instead of time, so that the same program always generates the same loops.
     */
    private static final long WORTH_IT = 1 << 25;

    /** Generating the loop of a function takes about as long as computing this number of elements without it. */
    private static final long WORTH_IT_FOR_A_FUNCTION = 1 << 22;

    private static final FusedLoop NONE = (arrays, start, from, to) -> {};

    private static final Numbers NO_NUMBERS = elements -> new double[0][];

    private final Supplier<LoopCode> code;
    private final boolean hasFormulas;
    private final int lanes;
    private final WorkThreshold threshold;
    private final long patience;
    private final Loader loader;
    private final Warmer warmer;
    private volatile FusedLoop loop = NONE;
    private volatile boolean begun;
    private volatile boolean warm;
    private volatile String refusal = "";
    private int attempts;

    /** The arguments for the warm-up of a loop with formulas. */
    private volatile double[][] numbers = {};

    /**
     * Creates a loop that is not generated yet.
     *
     * @param lanes the number of elements in a vector of this JVM, or 1 without SIMD
     */
    public Warming(LoopCode code, int lanes, Loader loader, Warmer warmer) {
        this(code, lanes, code.hasCalls() ? PATIENCE_WITH_FORMULAS : PATIENCE_NANOS, loader, warmer);
    }

    Warming(LoopCode code, int lanes, long patience, Loader loader, Warmer warmer) {
        this(() -> code, code.hasCalls(), code.needsVectors() ? lanes : 1, WORTH_IT, patience, loader, warmer);
    }

    /** @param code writes the code of one function when it is needed */
    Warming(Supplier<LoopCode> code, int lanes, Warmer warmer) {
        this(code, false, lanes, WORTH_IT_FOR_A_FUNCTION, PATIENCE_NANOS, LoopClass::load, warmer);
    }

    private Warming(
            Supplier<LoopCode> code,
            boolean hasFormulas,
            int lanes,
            long worthIt,
            long patience,
            Loader loader,
            Warmer warmer) {
        this.code = code;
        this.hasFormulas = hasFormulas;
        this.lanes = lanes;
        this.threshold = new WorkThreshold(worthIt);
        this.patience = patience;
        this.loader = loader;
        this.warmer = warmer;
    }

    /** Loads a loop as a separate class. */
    @FunctionalInterface
    public interface Loader {
        /**
         * Loads the class and returns its loop.
         *
         * @param lanes the number of elements in a vector, or 1 for a scalar loop
         */
        FusedLoop load(LoopCode code, int lanes);
    }

    /** Returns the loop, which does nothing until it is generated. */
    public FusedLoop loop() {
        return loop;
    }

    synchronized void load() {
        if (loop == NONE) {
            loop = loader.load(code.get(), lanes);
        }
    }

    /** Generates the loop on the calling thread and uses it from the first run on. */
    public void useAtOnce() {
        load();
        warm = true;
    }

    /**
     * Returns whether the loop is fast by now.
     *
     * @param elements the number of elements to compute, which counts toward generating the loop
     * @param ofPlan the current arguments of the loop
     */
    public boolean isFast(int elements, Numbers ofPlan) {
        if (warm) {
            return true;
        }
        if (begun) {
            return refusal.isEmpty() && isWarm();
        }
        if (threshold.isReachedBy(elements) && refusal.isEmpty()) {
            begin(ofPlan);
        }
        return false;
    }

    /** The same for a loop without formulas. */
    public boolean isFast(int elements) {
        return isFast(elements, NO_NUMBERS);
    }

    /**
     * Starts the warm-up on another thread. Formulas are called only with the plan's numbers, in case they support no
     * others.
     */
    public void begin(Numbers ofPlan) {
        if (!begun) {
            begun = true;
            if (hasFormulas) {
                numbers = ofPlan.copy(WarmUp.LENGTH);
            }
            warmer.accept(this);
        }
    }

    /** The arrays of a plan's loop. */
    @FunctionalInterface
    public interface Numbers {
        /** Returns for each array of the code a new one of this length that starts with the plan's elements. */
        double[][] copy(int elements);
    }

    /** Returns whether the warm-up has succeeded. While it has not, each call makes sure that the warmer is running. */
    public boolean isWarm() {
        if (!warm) {
            warmer.ensureRunning();
        }
        return warm;
    }

    /** Returns why the loop is not used, for example because it stayed slow or a formula failed; empty otherwise. */
    public String refusal() {
        return refusal;
    }

    @Override
    public boolean hasFormulas() {
        return hasFormulas;
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
     * Calls the loop until it is fast, resting half of the time because there may be no spare processor.
     *
     * <p>A loop that stays slow is loaded again as another class. The JVM's first compiler has too few registers for a
     * long loop with profiling. If the second compiler is busy at that moment, the first one generates code without
     * profiling, which is then kept permanently.
     */
    @Override
    public void warmUp() {
        try {
            load();
            attempts++;
            if (becomesFast()) {
                accept();
            } else if (attempts < MOST_ATTEMPTS) {
                loop = loader.load(code.get(), lanes);
                warmer.accept(this);
            } else {
                refuse("still slow after " + attempts + " warm-ups");
            }
        } catch (Throwable ofFormula) {
            refuse("a formula threw an exception during its warm-up");
        } finally {
            numbers = new double[0][];
        }
    }

    /** A loop with formulas counts as fast once its patience has expired, because formulas take an unknown time. */
    private boolean becomesFast() {
        LoopCode written = code.get();
        double[][] arrays =
                hasFormulas ? numbers : WarmUp.validArguments(written.uses().size());
        return WarmUp.makesFast(loop, written.size(), arrays, patience << attempts - 1) || hasFormulas;
    }

    /** Describes the state of the loop, with the reason if it is not used. */
    @Override
    public String toString() {
        if (!refusal.isEmpty()) {
            return "not used: " + refusal;
        }
        if (warm) {
            return "used";
        }
        return begun ? "warming up" : "not generated: has not run long enough";
    }
}
