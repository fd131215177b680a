package dev.gradus.lower;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.loop.SummingOp;
import dev.gradus.kernel.reduce.AxisSums;
import dev.gradus.node.Op;
import java.util.Optional;

/** Computes sums and means over some axes. */
record SumKernel(AxisSums reduction, double divisor) implements SummingOp {
    static SumKernel sum(Op op) {
        return new SumKernel(over(op), 1);
    }

    static SumKernel mean(Op op) {
        AxisSums reduction = over(op);
        return new SumKernel(reduction, reduction.count());
    }

    private static AxisSums over(Op op) {
        return AxisSums.over(ReductionLowering.marked(op), op.input(0).shape().sizes());
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
        Optional<BoundOp> few = reduction.bindFew(in[0], divisor, out);
        return few.isPresent() ? few.get() : SummingOp.super.bind(kernels, in, out);
    }

    /** Dividing by 1 changes nothing. */
    @Override
    public double ofSum(double sum) {
        return sum / divisor;
    }
}
