package dev.gradus.lower;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.loop.SummingOp;
import dev.gradus.kernel.reduce.AxisSums;
import dev.gradus.kernel.reduce.TermSum;
import dev.gradus.loss.ElementwiseLoss;

/** A loss that sums one cost per element. The generated loop that computes the predictions can include it. */
abstract class LossKernel implements SummingOp, TermSum.Term {
    private final ElementwiseLoss loss;
    private final AxisSums reduction;

    LossKernel(ElementwiseLoss loss) {
        this.loss = loss;
        this.reduction = AxisSums.ofAll(loss.input(0).shape().elements());
    }

    @Override
    public final double at(double[] predictions, double[] targets, int i) {
        return loss.cost(predictions[i], targets[i]);
    }

    /** Sums the costs of all elements. */
    double sum(Kernels kernels, double[] predictions, double[] targets) {
        return TermSum.of(this, predictions, targets, predictions.length);
    }

    @Override
    public final void forward(Kernels kernels, double[][] in, double[] out) {
        check(in[1]);
        out[0] = ofSum(sum(kernels, in[0], in[1]));
    }

    @Override
    public final AxisSums reduction() {
        return reduction;
    }

    @Override
    public final double ofSum(double sum) {
        return loss.ofSum(sum);
    }

    @Override
    public final void check(double[] targets) {
        loss.checkTargets(targets);
    }
}
