package dev.gradus.kernel.loop;

import dev.gradus.kernel.thread.Warmer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * A loop and its state: cold, warming up, in use or rejected. Until it is in use, something else computes the same. The
 * {@link Warmer} loads it and calls it until the JVM has compiled it. Equal groups of ops share one, and so do all calls of
 * a kernel.
 */
public final class Warming implements Warmer.Task {
    /**
     * The maximum time of an attempt in nanoseconds. Some vector loops are compiled in a tenth of it. Where only the
     * first compiler is available, none becomes fast.
     */
    private static final long PATIENCE_NANOS = 1_000_000_000;

    /** The time after which a loop with formulas counts as fast, because a formula may take any time. */
    private static final long PATIENCE_WITH_FORMULAS = 300_000_000;

    /** A loop that stayed slow is tried again after this multiple of the work so far. */
    static final int FACTOR = 2;

    /**
     * Computing this number of elements, times the number of ops, takes about as long as generating and compiling a loop.
     * Elements are counted instead of time, so that the same program always generates the same loops.
     */
    static final long WORTH_IT = 1 << 24;

    private static final FusedLoop NONE = (arrays, start, from, to) -> {};

    private static final Numbers NO_NUMBERS = elements -> new double[0][];

    private final Supplier<Loaded> loader;
    private final boolean hasFormulas;
    private final long patience;
    private final Warmer warmer;
    private volatile FusedLoop loop = NONE;
    private volatile boolean begun;
    private volatile boolean warm;
    private volatile String refusal = "";

    /** Threads that count at the same time may lose some work, which only delays the warm-up. */
    private long work;

    /** The work after which the next attempt begins. */
    private long enough = WORTH_IT;

    /** The arguments for the warm-up of a loop with formulas. */
    private volatile double[][] numbers = {};

    /** A loop with the number of its arrays, of the steps for each element, and of calls for a few elements. */
    private record Loaded(FusedLoop loop, int arrays, int steps, int calls) {
        static Loaded of(LoopCode code, int lanes, Loader loader) {
            return new Loaded(loader.load(code, lanes), code.uses().size(), code.size(), 1);
        }
    }

    /**
     * Creates a generated loop for a group of ops.
     *
     * @param lanes the number of elements in a vector of this JVM, or 1 without SIMD, when the loop is loaded
     */
    public Warming(LoopCode code, IntSupplier lanes, Loader loader, Warmer warmer) {
        this(code, lanes, code.hasCalls() ? PATIENCE_WITH_FORMULAS : PATIENCE_NANOS, loader, warmer);
    }

    Warming(LoopCode code, IntSupplier lanes, long patience, Loader loader, Warmer warmer) {
        this(
                () -> Loaded.of(code, code.needsVectors() ? lanes.getAsInt() : 1, loader),
                code.hasCalls(),
                patience,
                warmer);
    }

    /**
     * Creates a generated loop for a kernel.
     *
     * @param code writes the code when it is needed
     */
    public Warming(Supplier<LoopCode> code, IntSupplier lanes, Warmer warmer) {
        this(() -> Loaded.of(code.get(), lanes.getAsInt(), LoopClass::load), false, PATIENCE_NANOS, warmer);
    }

    /**
     * Creates a handwritten loop for a kernel.
     *
     * @param loop creates a loop that calls the kernel's code on arrays of valid arguments; for no elements it must not
     *     create vectors
     * @param steps the number of steps for each element
     * @param calls the number of calls for a few elements between calls for none
     */
    public Warming(Supplier<FusedLoop> loop, int arrays, int steps, int calls, Warmer warmer) {
        this(() -> new Loaded(loop.get(), arrays, steps, calls), false, PATIENCE_NANOS, warmer);
    }

    private Warming(Supplier<Loaded> loader, boolean hasFormulas, long patience, Warmer warmer) {
        this.loader = loader;
        this.hasFormulas = hasFormulas;
        this.patience = patience;
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

    /** Returns the loop, which does nothing until it is loaded. */
    public FusedLoop loop() {
        return loop;
    }

    /** Loads the loop on the calling thread and uses it from the first run on. */
    public void useAtOnce() {
        loop = loader.get().loop;
        warm = true;
    }

    /**
     * Returns whether the loop is fast by now.
     *
     * @param more the work to do now, in elements of single ops, which counts toward the warm-up
     * @param ofPlan the current arguments of the loop
     */
    public boolean isFast(long more, Numbers ofPlan) {
        if (warm) {
            return true;
        }
        work += more;
        if (begun) {
            warmer.ensureRunning();
        } else if (work >= enough && refusal.isEmpty()) {
            begin(ofPlan);
        }
        return warm;
    }

    /** The same for a loop without formulas. */
    public boolean isFast(long more) {
        return isFast(more, NO_NUMBERS);
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

    /** Returns why the loop is not used, for example because a formula failed; empty otherwise. */
    public String refusal() {
        return refusal;
    }

    @Override
    public boolean hasFormulas() {
        return hasFormulas;
    }

    @Override
    public long work() {
        return work;
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
     * Calls the loop until it is fast. If it stays slow, more work starts another attempt.
     *
     * <p>Each attempt loads another class. The JVM's first compiler has too few registers for a long loop with profiling.
     * If the second compiler is busy at that moment, the first one generates code without profiling, which is then kept
     * permanently.
     */
    @Override
    public void warmUp() {
        try {
            Loaded loaded = loader.get();
            loop = loaded.loop;
            double[][] arrays = hasFormulas ? numbers : WarmUp.validArguments(loaded.arrays);
            if (WarmUp.makesFast(loop, loaded.steps, loaded.calls, arrays, patience) || hasFormulas) {
                accept();
            } else {
                enough = FACTOR * Math.max(work, enough);
                begun = false;
            }
        } catch (Throwable ofFormula) {
            refuse("a formula threw an exception during its warm-up");
        } finally {
            numbers = new double[0][];
        }
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
