package dev.gradus.kernel.simd;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.scalar.ScalarKernels;
import dev.gradus.kernel.thread.Warmer;
import dev.gradus.kernel.thread.WorkThreshold;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Finds out when one kind of work is faster on vectors. Until the JVM has compiled a loop over vectors well, it makes an
 * object of every vector, and the loop takes many times as long as over single numbers.
 */
final class VectorTrial {
    /** Of arrays that a trial works on. */
    static final int NUMBERS = 1 << 14;

    private static final int TURNS = 4;
    private static final int CALLS = 5;

    /** From then on calls are of no use but to see whether the JVM has compiled what it began to compile. */
    private static final int ENOUGH_CALLS = 900;

    private final Work work;
    private final long patience;
    private final WorkThreshold threshold;
    private int calls;
    private long spent;
    private volatile boolean won;

    /** Some of the work, on arrays of {@link #NUMBERS} numbers. */
    @FunctionalInterface
    interface Work {
        void run(Kernels kernels, double[] a, double[] b, double[] c, double[] out);
    }

    /** What trials work with; for one thread. */
    static final class Bench {
        private final Kernels vectors = new SimdKernels();
        private final Kernels numbers = new ScalarKernels();
        private final double[][] operands = new double[3][NUMBERS];
        private final double[] out = new double[NUMBERS];

        Bench() {
            for (double[] operand : operands) {
                Arrays.fill(operand, 0.5); // no function minds
            }
        }

        /** The nanoseconds of some calls, the shortest of some turns: other programs make some of them longer. */
        private long nanos(Work work, Kernels kernels) {
            long shortest = Long.MAX_VALUE;
            for (int turn = 0; turn < TURNS; turn++) {
                long start = System.nanoTime();
                for (int call = 0; call < CALLS; call++) {
                    work.run(kernels, operands[0], operands[1], operands[2], out);
                }
                shortest = Math.min(shortest, System.nanoTime() - start);
            }
            return shortest;
        }
    }

    /**
     * @param enough how much work is worth a trial
     * @param patience the nanoseconds that it may take
     * @param begin has it take place
     */
    VectorTrial(Work work, long enough, long patience, Consumer<VectorTrial> begin) {
        this.work = work;
        this.patience = patience;
        this.threshold = new WorkThreshold(enough, () -> begin.accept(this));
    }

    Work work() {
        return work;
    }

    /**
     * Whether vectors have been faster.
     *
     * @param amount the work to be done now, which brings the trial closer
     */
    boolean isWon(long amount) {
        if (!won) {
            threshold.add(amount);
        }
        return won;
    }

    void win() {
        won = true;
    }

    /** Does some of the work both ways. */
    void goOn(Bench bench) {
        long onVectors = bench.nanos(work, bench.vectors);
        long onNumbers = bench.nanos(work, bench.numbers);
        if (onVectors < onNumbers) {
            win();
        }
        long took = TURNS * (onVectors + onNumbers);
        spent += took;
        calls += TURNS * CALLS;
        if (calls > ENOUGH_CALLS) {
            Warmer.rest(took);
        }
    }

    /** Vectors that are not faster for so long, as where there is no second compiler, are not used. */
    boolean isOver() {
        return won || spent > patience;
    }
}
