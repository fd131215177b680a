package dev.gradus.lower;

import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.reduce.Extremes;
import dev.gradus.kernel.reduce.LogSumExponentials;
import dev.gradus.kernel.reduce.PairwiseProduct;
import dev.gradus.kernel.reduce.ReductionGroups;
import dev.gradus.node.ArgMax;
import dev.gradus.node.LogSumExp;
import dev.gradus.node.Max;
import dev.gradus.node.Min;
import dev.gradus.node.Op;
import dev.gradus.node.Product;
import java.util.List;

/** Reductions other than sums; which elements make each result is worked out once. */
final class ReductionLowering {
    private ReductionLowering() {}

    static KernelOp max(Max op) {
        ReductionGroups groups = groups(op, op.reducedAxes());
        return (kernels, in, out) -> Extremes.max(groups, in[0], out);
    }

    static KernelOp min(Min op) {
        ReductionGroups groups = groups(op, op.reducedAxes());
        return (kernels, in, out) -> Extremes.min(groups, in[0], out);
    }

    static KernelOp argMax(ArgMax op) {
        ReductionGroups groups = groups(op, List.of(op.axis()));
        return (kernels, in, out) -> Extremes.argMax(groups, in[0], out);
    }

    static KernelOp product(Product op) {
        ReductionGroups groups = groups(op, op.reducedAxes());
        return (kernels, in, out) -> PairwiseProduct.multiply(groups, in[0], out);
    }

    static KernelOp logSumExp(LogSumExp op) {
        ReductionGroups groups = groups(op, op.reducedAxes());
        return (kernels, in, out) -> LogSumExponentials.logSumExp(kernels, groups, in[0], out);
    }

    private static ReductionGroups groups(Op op, List<Integer> axes) {
        return ReductionGroups.along(marked(op, axes), op.input(0).shape().sizes());
    }

    /** The axes of the operand, each marked if it is among these. */
    static boolean[] marked(Op op, List<Integer> axes) {
        boolean[] marked = new boolean[op.input(0).shape().rank()];
        for (int axis : axes) {
            marked[axis] = true;
        }
        return marked;
    }
}
