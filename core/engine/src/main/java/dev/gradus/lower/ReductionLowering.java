package dev.gradus.lower;

import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.reduce.EuclideanNorms;
import dev.gradus.kernel.reduce.Extremes;
import dev.gradus.kernel.reduce.LineOrder;
import dev.gradus.kernel.reduce.LogSumExponentials;
import dev.gradus.kernel.reduce.PairwiseProduct;
import dev.gradus.kernel.reduce.ReductionGroups;
import dev.gradus.kernel.reduce.Softmaxes;
import dev.gradus.node.ArgSort;
import dev.gradus.node.LogSoftmax;
import dev.gradus.node.Op;
import dev.gradus.node.Softmax;

/** Lowers reductions other than sums. The elements of each result are determined when the op is lowered. */
final class ReductionLowering {
    private ReductionLowering() {}

    static KernelOp max(Op op) {
        ReductionGroups groups = groups(op);
        return (kernels, in, out) -> Extremes.max(groups, in[0], out);
    }

    static KernelOp min(Op op) {
        ReductionGroups groups = groups(op);
        return (kernels, in, out) -> Extremes.min(groups, in[0], out);
    }

    static KernelOp argMax(Op op) {
        ReductionGroups groups = groups(op);
        return (kernels, in, out) -> Extremes.argMax(kernels, groups, in[0], out);
    }

    static KernelOp product(Op op) {
        ReductionGroups groups = groups(op);
        return (kernels, in, out) -> PairwiseProduct.multiply(groups, in[0], out);
    }

    static KernelOp logSumExp(Op op) {
        ReductionGroups groups = groups(op);
        return (kernels, in, out) -> LogSumExponentials.logSumExp(kernels, groups, in[0], out);
    }

    static KernelOp norm(Op op) {
        ReductionGroups groups = groups(op);
        return (kernels, in, out) -> EuclideanNorms.norm(kernels, groups, in[0], out);
    }

    static KernelOp argSort(ArgSort op) {
        LineOrder order =
                LineOrder.along(op.axis(), op.isDescending(), op.shape().sizes());
        return new KernelOp() {
            @Override
            public void forward(Kernels kernels, double[][] in, double[] out) {
                order.argSort(in[0], out);
            }

            @Override
            public long ownBytes() {
                return order.bytes();
            }
        };
    }

    static KernelOp softmax(Softmax op) {
        Softmaxes softmaxes = Softmaxes.along(op.axis(), op.shape().sizes());
        return (kernels, in, out) -> softmaxes.softmax(kernels, in[0], out);
    }

    static KernelOp logSoftmax(LogSoftmax op) {
        Softmaxes softmaxes = Softmaxes.along(op.axis(), op.shape().sizes());
        return (kernels, in, out) -> softmaxes.logSoftmax(kernels, in[0], out);
    }

    private static ReductionGroups groups(Op op) {
        return ReductionGroups.along(marked(op), op.input(0).shape().sizes());
    }

    /** Returns for each axis of the operand whether it is reduced. */
    static boolean[] marked(Op op) {
        boolean[] marked = new boolean[op.input(0).shape().rank()];
        for (int axis : op.reducedAxes()) {
            marked[axis] = true;
        }
        return marked;
    }
}
