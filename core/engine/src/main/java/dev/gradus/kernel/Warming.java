package dev.gradus.kernel;

import java.util.Arrays;

/**
 * A loop on its way to being fast: made and run on numbers of its own by the {@link Warmer}, until the JVM has compiled it.
 * Several groups of ops that do the same share one.
 */
public final class Warming {
    /** First short calls, as a slow loop does not end soon; then such as profit from what the compiler learns of them. */
    private static final int SHORT = 2 * FusedLoop.VECTORS;

    private static final int LONG = 64 * FusedLoop.VECTORS;
    private static final int SHORT_CALLS = 400;
    private static final int LONG_CALLS = 400;
    private static final int CALLS_PER_REST = 20;

    private static final FusedLoop NONE = (arrays, start, from, to) -> {};

    private final LoopCode code;
    private final int lanes;
    private volatile FusedLoop loop = NONE;
    private volatile boolean begun;
    private volatile boolean warm;

    /**
     * A loop that is not made yet.
     *
     * @param lanes of how many numbers a vector has in this JVM, 1 if there are none
     */
    public Warming(LoopCode code, int lanes) {
        this.code = code;
        this.lanes = code.isPlain() ? 1 : lanes;
    }

    /** The loop, which does nothing before it is made. */
    public FusedLoop loop() {
        return loop;
    }

    /** Makes the loop, if it is not made yet. */
    public synchronized void load() {
        if (loop == NONE) {
            loop = FusedLoop.of(code, lanes);
        }
    }

    /** Has the loop made and warmed up by another thread. */
    public void begin() {
        if (!begun) {
            begun = true;
            Warmer.ofThisJvm().accept(this);
        }
    }

    /** Whether that has ended. */
    public boolean isWarm() {
        return warm;
    }

    /** Calls the loop until it is compiled; it rests half of the time, as there may be no processor to spare. */
    void warmUp() throws InterruptedException {
        load();
        double[][] arrays = new double[code.uses().size()][LONG];
        for (double[] array : arrays) {
            Arrays.fill(array, 0.5);
        }
        for (int call = 0; call < SHORT_CALLS + LONG_CALLS; call += CALLS_PER_REST) {
            long start = System.nanoTime();
            for (int i = 0; i < CALLS_PER_REST; i++) {
                loop.run(arrays, 0, 0, call < SHORT_CALLS ? SHORT : LONG);
            }
            Thread.sleep((System.nanoTime() - start) / 1_000_000 + 1);
        }
        warm = true;
    }
}
