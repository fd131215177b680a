package dev.gradus.kernel;

import dev.gradus.kernel.math.Sigmoidal;

/** The sigmoid of each of a few elements. */
final class FewSigmoids extends BoundOp {
    private final double[] x;
    private final double[] out;

    FewSigmoids(double[] x, double[] out) {
        this.x = x;
        this.out = out;
    }

    @Override
    protected boolean writeOut(StraightCode code) {
        for (int i = 0; i < out.length; i++) {
            code.load(x, i);
            code.elementary("sigmoid");
            code.store(out, i);
        }
        return true;
    }

    @Override
    public void run() {
        for (int i = 0; i < out.length; i++) {
            out[i] = Sigmoidal.sigmoid(x[i]);
        }
    }
}
