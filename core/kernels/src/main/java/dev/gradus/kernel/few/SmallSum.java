package dev.gradus.kernel.few;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.UnrolledCode;
import dev.gradus.kernel.math.Sums;

/** The sum of a few contiguous elements. */
public final class SmallSum extends BoundOp {
    private final double[] x;
    private final int count;
    private final double[] out;

    public SmallSum(double[] x, int count, double[] out) {
        this.x = x;
        this.count = count;
        this.out = out;
    }

    @Override
    public boolean unroll(UnrolledCode code) {
        code.sum(count, i -> code.load(x, i));
        code.store(out, 0);
        return true;
    }

    @Override
    public void run() {
        out[0] = Sums.ofBlock(x, 0, 1, count);
    }
}
