package dev.gradus.kernel;

import dev.gradus.kernel.math.Sums;

/** The sum of a few neighbouring elements. */
final class SmallSum extends BoundOp {
    private final double[] x;
    private final int count;
    private final double[] out;

    SmallSum(double[] x, int count, double[] out) {
        this.x = x;
        this.count = count;
        this.out = out;
    }

    @Override
    protected boolean writeOut(StraightCode code) {
        code.sum(count, i -> code.load(x, i));
        code.store(out, 0);
        return true;
    }

    @Override
    public void run() {
        out[0] = Sums.ofBlock(x, 0, 1, count);
    }
}
