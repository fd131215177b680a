package dev.gradus.kernel;

import dev.gradus.kernel.math.Sums;

/** Half the mean over examples of the squared differences of a few numbers. */
final class FewSquaredErrors extends BoundOp {
    /** No more than the lanes of a sum. */
    static final int MOST = Sums.LANES;

    private final double[] a;
    private final double[] b;
    private final int examples;
    private final double[] out;

    FewSquaredErrors(double[] a, double[] b, int examples, double[] out) {
        this.a = a;
        this.b = b;
        this.examples = examples;
        this.out = out;
    }

    @Override
    protected boolean writeOut(StraightCode code) {
        code.push(0.5);
        code.sum(a.length, i -> {
            code.load(a, i);
            code.load(b, i);
            code.subtract();
            code.duplicate();
            code.multiply();
        });
        code.push((double) examples);
        code.divide();
        code.multiply();
        code.store(out, 0);
        return true;
    }

    @Override
    public void run() {
        out[0] = 0.5 * (SquaredError.few(a, b) / examples);
    }
}
