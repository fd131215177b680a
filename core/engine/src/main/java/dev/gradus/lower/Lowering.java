package dev.gradus.lower;

import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.reduce.OrderedSums;
import dev.gradus.linalg.Cholesky;
import dev.gradus.linalg.Determinant;
import dev.gradus.linalg.Inverse;
import dev.gradus.linalg.Solve;
import dev.gradus.linalg.TriangularSolve;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.ElementwiseLoss;
import dev.gradus.nn.Convolution;
import dev.gradus.node.ArgSort;
import dev.gradus.node.BatchMatMul;
import dev.gradus.node.Clamp;
import dev.gradus.node.Concat;
import dev.gradus.node.CumulativeSum;
import dev.gradus.node.Flip;
import dev.gradus.node.Gather;
import dev.gradus.node.LogSoftmax;
import dev.gradus.node.MatMul;
import dev.gradus.node.Op;
import dev.gradus.node.Pad;
import dev.gradus.node.ScatterAdd;
import dev.gradus.node.ScatterAlong;
import dev.gradus.node.Slice;
import dev.gradus.node.Softmax;
import dev.gradus.node.Stack;
import dev.gradus.node.TakeAlong;
import dev.gradus.node.Transpose;

/**
 * Finds the kernel of each op in a table of class names. Because the table does not refer to the classes themselves, a
 * graph loads only the ops and kernels that it uses.
 */
public final class Lowering {
    private Lowering() {}

    /** Returns the op's kernel. An op without an entry is computed by its scalar formula or by its {@code forward}. */
    public static KernelOp of(Op op) {
        String name = OpNames.of(op.getClass());
        return name.isEmpty() ? OpByFormula.of(op) : entry(op, name);
    }

    private static KernelOp entry(Op op, String name) {
        return switch (name) {
            case "node.MatMul" -> ProductLowering.matMul((MatMul) op);
            case "node.BatchMatMul" -> ProductLowering.batchMatMul((BatchMatMul) op);

            case "node.Transpose" -> MoveLowering.transpose((Transpose) op);
            case "node.BroadcastTo" -> MoveLowering.broadcastTo(op);
            case "node.Slice" -> MoveLowering.slice((Slice) op);
            case "node.Pad" -> MoveLowering.pad((Pad) op);
            case "node.Flip" -> MoveLowering.flip((Flip) op);
            case "node.Concat" -> MoveLowering.join(op, ((Concat) op).axis());
            case "node.Stack" -> MoveLowering.join(op, ((Stack) op).axis());
            case "node.Gather" -> MoveLowering.gather((Gather) op);
            case "node.ScatterAdd" -> MoveLowering.scatterAdd((ScatterAdd) op);
            case "node.TakeAlong" -> MoveLowering.takeAlong((TakeAlong) op);
            case "node.ScatterAlong" -> MoveLowering.scatterAlong((ScatterAlong) op);
            case "node.CumulativeSum" -> MoveLowering.cumulativeSum((CumulativeSum) op);

            case "node.Sum", "node.SumTo" -> SumKernel.sum(op);
            case "lift.OrderedSum" -> new OrderedSums(op.input(0).shape().size(1));
            case "node.Mean" -> SumKernel.mean(op);
            case "node.Max" -> ReductionLowering.max(op);
            case "node.Min" -> ReductionLowering.min(op);
            case "node.ArgMax" -> ReductionLowering.argMax(op);
            case "node.Product" -> ReductionLowering.product(op);
            case "node.LogSumExp" -> ReductionLowering.logSumExp(op);
            case "node.Norm" -> ReductionLowering.norm(op);
            case "node.ArgSort" -> ReductionLowering.argSort((ArgSort) op);
            case "node.Softmax" -> ReductionLowering.softmax((Softmax) op);
            case "node.LogSoftmax" -> ReductionLowering.logSoftmax((LogSoftmax) op);

            case "nn.Convolution" -> ConvolutionLowering.of((Convolution) op);

            case "loss.MseLoss" -> LossLowering.squaredErrors((ElementwiseLoss) op);
            case "loss.L1Loss" -> LossLowering.distances((ElementwiseLoss) op);
            case "loss.HuberLoss" -> LossLowering.huber((ElementwiseLoss) op);
            case "loss.BinaryCrossEntropyLoss" -> LossLowering.binaryCrossEntropy((ElementwiseLoss) op);
            case "loss.CrossEntropyLoss" -> LossLowering.crossEntropy((CrossEntropyLoss) op);

            case "linalg.Cholesky" -> LinalgLowering.cholesky((Cholesky) op);
            case "linalg.TriangularSolve" -> LinalgLowering.triangularSolve((TriangularSolve) op);
            case "linalg.Solve" -> LinalgLowering.solve((Solve) op);
            case "linalg.Inverse" -> LinalgLowering.inverse((Inverse) op);
            case "linalg.Determinant" -> LinalgLowering.determinant((Determinant) op);

            case "node.Clamp" -> new ClampKernel((Clamp) op);
            case "node.Where" -> new SelectKernel(Broadcasts.of(op));
            case "node.Erfcx", "node.Sinc" -> ElementwiseLowering.derivative(op, name);
            case "node.Polygamma" -> ElementwiseLowering.derivative(op, "node.Digamma");
            default -> ElementwiseLowering.of(op);
        };
    }
}
