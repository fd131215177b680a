package dev.gradus.kernel.loop;

import dev.gradus.kernel.Host;
import dev.gradus.kernel.thread.Warmer;
import java.util.Arrays;

/**
 * A loop on its way to being fast: made and run on numbers of its own by the {@link Warmer}, until the JVM has compiled it.
 * Several groups of ops that do the same share one.
 */
public final class Warming implements Warmer.Task {
    /** First short calls, as a slow loop does not end soon; the last elements fill no vector. */
    private static final int SHORT = 3 * FusedLoop.VECTORS - 1;

    /** Then such as show the compiler that the loop is long. */
    private static final int LONG = 65 * FusedLoop.VECTORS - 1;

    private static final int SHORT_CALLS = 400;
    private static final int CALLS_AT_A_TIME = 20;

    /** A compiled loop takes at most so long for a step of an element, in vectors or not; one that is not takes far longer. */
    private static final double FAST_NANOS = 0.3;

    private static final long PATIENCE_NANOS = 10_000_000_000L;

    /** Nobody knows how long a formula takes; after so long it is left to a trial whether the loop is fast. */
    private static final long PATIENCE_WITH_FORMULAS = 300_000_000;

    /** In nanoseconds. */
    private static final long PRICE_OF_NUMBERS = 30_000_000;

    private static final long PRICE_OF_A_STEP = 2_500_000;

    private static final long PRICE_WITH_FORMULAS = PATIENCE_WITH_FORMULAS / 2;

    private static final FusedLoop NONE = (arrays, start, from, to) -> {};

    private final LoopCode code;
    private final int lanes;
    private final long patience;
    private final Warmer warmer;
    private volatile FusedLoop loop = NONE;
    private volatile boolean claimed;
    private volatile boolean begun;
    private volatile boolean warm;
    private volatile String refusal = "";

    /** Of a loop with formulas, what it is called with. */
    private volatile double[][] numbers = {};

    /**
     * A loop that is not made yet.
     *
     * @param lanes of how many numbers a vector has in this JVM, 1 if there are none
     */
    public Warming(LoopCode code, int lanes) {
        this(code, lanes, code.hasCalls() ? PATIENCE_WITH_FORMULAS : PATIENCE_NANOS, Host.warmer());
    }

    Warming(LoopCode code, int lanes, long patience, Warmer warmer) {
        this.code = code;
        this.warmer = warmer;
        this.patience = patience;
        this.lanes = code.isPlain() ? 1 : lanes;
    }

    /** The loop, which does nothing before it is made. */
    public FusedLoop loop() {
        return loop;
    }

    /** Makes the loop, if it is not made yet. */
    public synchronized void load() {
        if (loop == NONE) {
            loop = Host.loop(code, lanes);
        }
    }

    /** About how long it takes to make the loop and to warm it up, with the compiler's work. */
    public long price() {
        if (code.hasCalls()) {
            return PRICE_WITH_FORMULAS;
        }
        return lanes == 1 ? PRICE_OF_NUMBERS : PRICE_OF_A_STEP * code.size();
    }

    public boolean isClaimed() {
        return claimed;
    }

    /** Says that it will begin. */
    public void claim() {
        claimed = true;
    }

    /**
     * Has the loop made and warmed up by another thread. Formulas are called with the plan's numbers only: whoever wrote one
     * need not have thought of others.
     */
    public void begin(Numbers ofPlan) {
        if (!begun) {
            begun = true;
            if (code.hasCalls()) {
                numbers = ofPlan.copy(LONG);
            }
            warmer.accept(this);
        }
    }

    /** What a plan's loop reads and writes. */
    @FunctionalInterface
    public interface Numbers {
        /** For each array of the code a new one of this length, with what the plan's holds in its first elements. */
        double[][] copy(int elements);
    }

    private double[][] madeUp() {
        double[][] arrays = new double[code.uses().size()][LONG];
        for (double[] array : arrays) {
            Arrays.fill(array, 0.5);
        }
        return arrays;
    }

    /** Whether that has ended, and well. As long as it has not, whoever asks sees to it that it will. */
    public boolean isWarm() {
        if (!warm) {
            warmer.look();
        }
        return warm;
    }

    /**
     * Why the loop is no use; empty if nothing speaks against it by now. The JVM may leave it slow, or a formula fail on
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
     * Calls the loop until it is fast; it rests half of the time, as there may be no processor to spare.
     *
     * <p>One that stays slow is made anew, as another class. The JVM's first compiler has too few registers for the code of a
     * long loop that counts calls. If the second one was busy just then, the first has made code that doesn't, and that
     * stays for good.
     */
    @Override
    public void warmUp() {
        try {
            load();
            if (!becomesFast()) {
                loop = Host.loop(code, lanes);
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

    /** With formulas it is left to a trial whether it is. */
    private boolean becomesFast() {
        double[][] arrays = code.hasCalls() ? numbers : madeUp();
        boolean fast = false;
        long begin = System.nanoTime();
        for (int calls = 0; !fast && System.nanoTime() - begin < patience; calls += CALLS_AT_A_TIME) {
            int elements = calls < SHORT_CALLS ? SHORT : LONG;
            long start = System.nanoTime();
            for (int i = 0; i < CALLS_AT_A_TIME; i++) {
                loop.run(arrays, 0, 0, elements);
            }
            long nanos = System.nanoTime() - start;
            fast = nanos < FAST_NANOS * code.size() * elements * CALLS_AT_A_TIME;
            rest(nanos);
        }
        return fast || code.hasCalls();
    }

    /** An interrupt, as by a formula, shortens one rest and ends nothing. */
    private static void rest(long nanos) {
        try {
            Thread.sleep(nanos / 1_000_000 + 1);
        } catch (InterruptedException goOn) {
            // The flag is cleared by this.
        }
    }
}
