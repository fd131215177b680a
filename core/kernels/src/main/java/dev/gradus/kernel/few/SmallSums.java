package dev.gradus.kernel.few;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.UnrolledCode;
import dev.gradus.kernel.math.Sums;

/** Sums of a few elements at equal distances, each divided by a number. */
public final class SmallSums extends BoundOp {
    private final double[] x;
    private final int[] starts;
    private final int step;
    private final int count;
    private final double divisor;
    private final double[] out;

    /** Sums {@code count} elements from each of the starts. */
    public SmallSums(double[] x, int[] starts, int step, int count, double divisor, double[] out) {
        this.x = x;
        this.starts = starts;
        this.step = step;
        this.count = count;
        this.divisor = divisor;
        this.out = out;
    }

    @Override
    public boolean unroll(UnrolledCode code) {
        for (int o = 0; o < out.length; o++) {
            int start = starts[o];
            code.sum(count, i -> code.load(x, start + i * step));
            if (divisor != 1) {
                code.push(divisor);
                code.divide();
            }
            code.store(out, o);
        }
        return true;
    }

    @Override
    public void run() {
        for (int o = 0; o < out.length; o++) {
            out[o] = Sums.ofBlock(x, starts[o], step, count) / divisor;
        }
    }
}
