package dev.gradus.lower;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.loop.SummingOp;
import dev.gradus.linalg.Cholesky;
import dev.gradus.linalg.Determinant;
import dev.gradus.linalg.Inverse;
import dev.gradus.linalg.Solve;
import dev.gradus.linalg.TriangularSolve;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.HuberLoss;
import dev.gradus.loss.L1Loss;
import dev.gradus.loss.MseLoss;
import dev.gradus.nn.Convolution;
import dev.gradus.node.Abs;
import dev.gradus.node.Acos;
import dev.gradus.node.Acosh;
import dev.gradus.node.AddBroadcast;
import dev.gradus.node.ArgMax;
import dev.gradus.node.ArgSort;
import dev.gradus.node.Asin;
import dev.gradus.node.Asinh;
import dev.gradus.node.Atan;
import dev.gradus.node.Atan2Broadcast;
import dev.gradus.node.Atanh;
import dev.gradus.node.BatchMatMul;
import dev.gradus.node.BroadcastTo;
import dev.gradus.node.Cbrt;
import dev.gradus.node.Cos;
import dev.gradus.node.Cosh;
import dev.gradus.node.CumulativeSum;
import dev.gradus.node.DerivativeOrder;
import dev.gradus.node.Digamma;
import dev.gradus.node.DivideBroadcast;
import dev.gradus.node.EqualBroadcast;
import dev.gradus.node.Erf;
import dev.gradus.node.Erfc;
import dev.gradus.node.Erfcinv;
import dev.gradus.node.Erfcx;
import dev.gradus.node.Erfinv;
import dev.gradus.node.Exp;
import dev.gradus.node.Exp2;
import dev.gradus.node.Expm1;
import dev.gradus.node.Flip;
import dev.gradus.node.Gather;
import dev.gradus.node.GreaterBroadcast;
import dev.gradus.node.GreaterOrEqualBroadcast;
import dev.gradus.node.HypotBroadcast;
import dev.gradus.node.LessBroadcast;
import dev.gradus.node.LessOrEqualBroadcast;
import dev.gradus.node.Lgamma;
import dev.gradus.node.Log;
import dev.gradus.node.Log10;
import dev.gradus.node.Log1p;
import dev.gradus.node.Log2;
import dev.gradus.node.LogAddExpBroadcast;
import dev.gradus.node.LogSoftmax;
import dev.gradus.node.LogSumExp;
import dev.gradus.node.Logit;
import dev.gradus.node.MatMul;
import dev.gradus.node.Max;
import dev.gradus.node.MaximumBroadcast;
import dev.gradus.node.Mean;
import dev.gradus.node.Min;
import dev.gradus.node.MinimumBroadcast;
import dev.gradus.node.MultiplyBroadcast;
import dev.gradus.node.Negate;
import dev.gradus.node.Norm;
import dev.gradus.node.NotEqualBroadcast;
import dev.gradus.node.Op;
import dev.gradus.node.Pad;
import dev.gradus.node.PowBroadcast;
import dev.gradus.node.Product;
import dev.gradus.node.Reciprocal;
import dev.gradus.node.Relu;
import dev.gradus.node.Rsqrt;
import dev.gradus.node.ScatterAdd;
import dev.gradus.node.ScatterAlong;
import dev.gradus.node.Sigmoid;
import dev.gradus.node.Sin;
import dev.gradus.node.Sinc;
import dev.gradus.node.Sinh;
import dev.gradus.node.Slice;
import dev.gradus.node.Softmax;
import dev.gradus.node.Softplus;
import dev.gradus.node.Sqrt;
import dev.gradus.node.Square;
import dev.gradus.node.SubtractBroadcast;
import dev.gradus.node.Sum;
import dev.gradus.node.SumTo;
import dev.gradus.node.TakeAlong;
import dev.gradus.node.Tan;
import dev.gradus.node.Tanh;
import dev.gradus.node.Transpose;
import dev.gradus.node.Where;
import dev.gradus.node.XlogyBroadcast;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The computation of each op. */
public final class Lowering {
    private static final Map<Class<? extends Op>, UnaryFunction> UNARY = new HashMap<>();
    private static final Map<Class<? extends Op>, BinaryFunction> BINARY = new HashMap<>();

    static {
        UNARY.put(Negate.class, UnaryFunction.NEGATE);
        UNARY.put(Abs.class, UnaryFunction.ABS);
        UNARY.put(Relu.class, UnaryFunction.RELU);
        UNARY.put(Square.class, UnaryFunction.SQUARE);
        UNARY.put(Sqrt.class, UnaryFunction.SQRT);
        UNARY.put(Reciprocal.class, UnaryFunction.RECIPROCAL);
        UNARY.put(Exp.class, UnaryFunction.EXP);
        UNARY.put(Expm1.class, UnaryFunction.EXPM1);
        UNARY.put(Log.class, UnaryFunction.LOG);
        UNARY.put(Log1p.class, UnaryFunction.LOG1P);
        UNARY.put(Tanh.class, UnaryFunction.TANH);
        UNARY.put(Sigmoid.class, UnaryFunction.SIGMOID);
        UNARY.put(Softplus.class, UnaryFunction.SOFTPLUS);
        UNARY.put(Erf.class, UnaryFunction.ERF);
        UNARY.put(Sin.class, UnaryFunction.SIN);
        UNARY.put(Cos.class, UnaryFunction.COS);
        UNARY.put(Tan.class, UnaryFunction.TAN);
        UNARY.put(Asin.class, UnaryFunction.ASIN);
        UNARY.put(Acos.class, UnaryFunction.ACOS);
        UNARY.put(Atan.class, UnaryFunction.ATAN);
        UNARY.put(Sinh.class, UnaryFunction.SINH);
        UNARY.put(Cosh.class, UnaryFunction.COSH);
        UNARY.put(Asinh.class, UnaryFunction.ASINH);
        UNARY.put(Acosh.class, UnaryFunction.ACOSH);
        UNARY.put(Atanh.class, UnaryFunction.ATANH);
        UNARY.put(Exp2.class, UnaryFunction.EXP2);
        UNARY.put(Log2.class, UnaryFunction.LOG2);
        UNARY.put(Log10.class, UnaryFunction.LOG10);
        UNARY.put(Cbrt.class, UnaryFunction.CBRT);
        UNARY.put(Rsqrt.class, UnaryFunction.RSQRT);
        UNARY.put(Erfc.class, UnaryFunction.ERFC);
        UNARY.put(Logit.class, UnaryFunction.LOGIT);

        BINARY.put(AddBroadcast.class, BinaryFunction.ADD);
        BINARY.put(SubtractBroadcast.class, BinaryFunction.SUBTRACT);
        BINARY.put(MultiplyBroadcast.class, BinaryFunction.MULTIPLY);
        BINARY.put(DivideBroadcast.class, BinaryFunction.DIVIDE);
        BINARY.put(MaximumBroadcast.class, BinaryFunction.MAXIMUM);
        BINARY.put(MinimumBroadcast.class, BinaryFunction.MINIMUM);
        BINARY.put(EqualBroadcast.class, BinaryFunction.EQUAL);
        BINARY.put(NotEqualBroadcast.class, BinaryFunction.NOT_EQUAL);
        BINARY.put(LessBroadcast.class, BinaryFunction.LESS);
        BINARY.put(LessOrEqualBroadcast.class, BinaryFunction.LESS_OR_EQUAL);
        BINARY.put(GreaterBroadcast.class, BinaryFunction.GREATER);
        BINARY.put(GreaterOrEqualBroadcast.class, BinaryFunction.GREATER_OR_EQUAL);
        BINARY.put(Atan2Broadcast.class, BinaryFunction.ATAN2);
        BINARY.put(PowBroadcast.class, BinaryFunction.POW);
        BINARY.put(HypotBroadcast.class, BinaryFunction.HYPOT);
        BINARY.put(LogAddExpBroadcast.class, BinaryFunction.LOGADDEXP);
        BINARY.put(XlogyBroadcast.class, BinaryFunction.XLOGY);
    }

    private Lowering() {}

    /** The op's entry, or else its own formula or {@code forward}. */
    public static KernelOp of(Op op) {
        UnaryFunction unary = UNARY.get(op.getClass());
        if (unary != null) {
            return new UnaryLoop(unary);
        }
        BinaryFunction binary = BINARY.get(op.getClass());
        if (binary != null) {
            return new BinaryLoop(binary, Broadcasts.of(op));
        }
        if (op instanceof Where) {
            return new SelectLoop(Broadcasts.of(op));
        }
        Optional<SummingOp> sum = sum(op);
        if (sum.isPresent()) {
            return sum.get();
        }
        return other(op);
    }

    /** The computation of an op that sums a term per element; empty for any other op. */
    public static Optional<SummingOp> sum(Op op) {
        SummingOp sum = null;
        if (op instanceof Sum || op instanceof SumTo) {
            sum = SumLoop.sum(op);
        } else if (op instanceof Mean) {
            sum = SumLoop.mean(op);
        } else if (op instanceof MseLoss loss) {
            sum = LossLowering.squaredErrors(loss);
        } else if (op instanceof L1Loss loss) {
            sum = LossLowering.distances(loss);
        } else if (op instanceof HuberLoss loss) {
            sum = LossLowering.huber(loss);
        } else if (op instanceof BinaryCrossEntropyLoss loss) {
            sum = LossLowering.binaryCrossEntropy(loss);
        }
        return Optional.ofNullable(sum);
    }

    private static KernelOp other(Op op) {
        if (op instanceof MatMul product) {
            return ProductLowering.matMul(product);
        } else if (op instanceof BatchMatMul product) {
            return ProductLowering.batchMatMul(product);
        } else if (op instanceof Transpose transpose) {
            return MoveLowering.transpose(transpose);
        } else if (op instanceof BroadcastTo copies) {
            return MoveLowering.broadcastTo(copies);
        } else if (op instanceof Slice slice) {
            return MoveLowering.slice(slice);
        } else if (op instanceof Pad pad) {
            return MoveLowering.pad(pad);
        } else if (op instanceof Flip flip) {
            return MoveLowering.flip(flip);
        } else if (op instanceof Gather gather) {
            return MoveLowering.gather(gather);
        } else if (op instanceof ScatterAdd scatter) {
            return MoveLowering.scatterAdd(scatter);
        } else if (op instanceof TakeAlong take) {
            return MoveLowering.takeAlong(take);
        } else if (op instanceof ScatterAlong scatter) {
            return MoveLowering.scatterAlong(scatter);
        } else if (op instanceof CumulativeSum sums) {
            return MoveLowering.cumulativeSum(sums);
        } else if (op instanceof Max max) {
            return ReductionLowering.max(max);
        } else if (op instanceof Min min) {
            return ReductionLowering.min(min);
        } else if (op instanceof ArgMax argMax) {
            return ReductionLowering.argMax(argMax);
        } else if (op instanceof Product product) {
            return ReductionLowering.product(product);
        } else if (op instanceof LogSumExp logSumExp) {
            return ReductionLowering.logSumExp(logSumExp);
        } else if (op instanceof Norm norm) {
            return ReductionLowering.norm(norm);
        } else if (op instanceof ArgSort argSort) {
            return ReductionLowering.argSort(argSort);
        } else if (op instanceof Softmax softmax) {
            return ReductionLowering.softmax(softmax);
        } else if (op instanceof LogSoftmax logSoftmax) {
            return ReductionLowering.logSoftmax(logSoftmax);
        } else if (op instanceof Convolution convolution) {
            return ConvolutionLowering.of(convolution);
        } else if (op instanceof CrossEntropyLoss loss) {
            return LossLowering.crossEntropy(loss);
        } else if (op instanceof Cholesky cholesky) {
            return LinalgLowering.cholesky(cholesky);
        } else if (op instanceof TriangularSolve solve) {
            return LinalgLowering.triangularSolve(solve);
        } else if (op instanceof Solve solve) {
            return LinalgLowering.solve(solve);
        } else if (op instanceof Inverse inverse) {
            return LinalgLowering.inverse(inverse);
        } else if (op instanceof Determinant determinant) {
            return LinalgLowering.determinant(determinant);
        }
        return special(op);
    }

    /** Asked for last, and not by a table, because the table would load the classes of rare functions for every graph. */
    private static KernelOp special(Op op) {
        if (op instanceof Lgamma) {
            return new UnaryLoop(UnaryFunction.LGAMMA);
        } else if (op instanceof Digamma) {
            return new UnaryLoop(UnaryFunction.DIGAMMA);
        } else if (op instanceof Erfinv) {
            return new UnaryLoop(UnaryFunction.ERFINV);
        } else if (op instanceof Erfcinv) {
            return new UnaryLoop(UnaryFunction.ERFCINV);
        } else if (op instanceof DerivativeOrder derivative && derivative.order() == 0) {
            return new UnaryLoop(ofOrderZero(derivative));
        }
        return OpByFormula.of(op);
    }

    private static UnaryFunction ofOrderZero(DerivativeOrder derivative) {
        return derivative instanceof Erfcx
                ? UnaryFunction.ERFCX
                : derivative instanceof Sinc ? UnaryFunction.SINC : UnaryFunction.DIGAMMA;
    }
}
