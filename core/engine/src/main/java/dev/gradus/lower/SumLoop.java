package dev.gradus.lower;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.loop.SummingOp;
import dev.gradus.kernel.reduce.Reduction;
import dev.gradus.node.AxisReduction;
import dev.gradus.node.Op;
import dev.gradus.node.SumTo;
import java.util.List;
import java.util.Optional;

/** Sums over some axes, or means. */
record SumLoop(Reduction reduction, double divisor) implements SummingOp {
    static SumLoop sum(AxisReduction op) {
        return new SumLoop(over(op, op.reducedAxes()), 1);
    }

    static SumLoop mean(AxisReduction op) {
        Reduction reduction = over(op, op.reducedAxes());
        return new SumLoop(reduction, reduction.count());
    }

    static SumLoop sum(SumTo op) {
        return new SumLoop(over(op, op.summedAxes()), 1);
    }

    private static Reduction over(Op op, List<Integer> axes) {
        return Reduction.over(
                ReductionLowering.marked(op, axes), op.input(0).shape().sizes());
    }

    @Override
    public void forward(Kernels kernels, double[][] in, double[] out) {
        reduction.sum(kernels, in[0], out);
        if (divisor != 1) {
            for (int i = 0; i < out.length; i++) {
                out[i] = ofSum(out[i]);
            }
        }
    }

    @Override
    public BoundOp bind(Kernels kernels, double[][] in, double[] out) {
        Optional<BoundOp> few = divisor == 1 ? reduction.bindFew(in[0], out) : Optional.empty();
        return few.isPresent() ? few.get() : SummingOp.super.bind(kernels, in, out);
    }

    /** Dividing by 1 changes nothing. */
    @Override
    public double ofSum(double sum) {
        return sum / divisor;
    }
}
