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
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.ElementwiseLoss;
import dev.gradus.nn.Convolution;
import dev.gradus.node.ArgMax;
import dev.gradus.node.ArgSort;
import dev.gradus.node.BatchMatMul;
import dev.gradus.node.BroadcastTo;
import dev.gradus.node.CumulativeSum;
import dev.gradus.node.DerivativeOrder;
import dev.gradus.node.Erfcx;
import dev.gradus.node.Flip;
import dev.gradus.node.Gather;
import dev.gradus.node.LogSoftmax;
import dev.gradus.node.LogSumExp;
import dev.gradus.node.MatMul;
import dev.gradus.node.Max;
import dev.gradus.node.Mean;
import dev.gradus.node.Min;
import dev.gradus.node.Norm;
import dev.gradus.node.Op;
import dev.gradus.node.Pad;
import dev.gradus.node.Product;
import dev.gradus.node.ScatterAdd;
import dev.gradus.node.ScatterAlong;
import dev.gradus.node.Sinc;
import dev.gradus.node.Slice;
import dev.gradus.node.Softmax;
import dev.gradus.node.Sum;
import dev.gradus.node.SumTo;
import dev.gradus.node.TakeAlong;
import dev.gradus.node.Transpose;
import dev.gradus.node.Where;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The computation of each op. */
public final class Lowering {
    private static final String PACKAGE = "dev.gradus.node.";

    /** By the names of ops' classes, because a table of the classes themselves would load all of them for every graph. */
    private static final Map<String, UnaryFunction> UNARY = new HashMap<>();

    private static final Map<String, BinaryFunction> BINARY = new HashMap<>();

    static {
        put(UNARY, "Negate", UnaryFunction.NEGATE);
        put(UNARY, "Abs", UnaryFunction.ABS);
        put(UNARY, "Relu", UnaryFunction.RELU);
        put(UNARY, "Square", UnaryFunction.SQUARE);
        put(UNARY, "Sqrt", UnaryFunction.SQRT);
        put(UNARY, "Reciprocal", UnaryFunction.RECIPROCAL);
        put(UNARY, "Exp", UnaryFunction.EXP);
        put(UNARY, "Expm1", UnaryFunction.EXPM1);
        put(UNARY, "Log", UnaryFunction.LOG);
        put(UNARY, "Log1p", UnaryFunction.LOG1P);
        put(UNARY, "Tanh", UnaryFunction.TANH);
        put(UNARY, "Sigmoid", UnaryFunction.SIGMOID);
        put(UNARY, "Softplus", UnaryFunction.SOFTPLUS);
        put(UNARY, "Erf", UnaryFunction.ERF);
        put(UNARY, "Sin", UnaryFunction.SIN);
        put(UNARY, "Cos", UnaryFunction.COS);
        put(UNARY, "Tan", UnaryFunction.TAN);
        put(UNARY, "Asin", UnaryFunction.ASIN);
        put(UNARY, "Acos", UnaryFunction.ACOS);
        put(UNARY, "Atan", UnaryFunction.ATAN);
        put(UNARY, "Sinh", UnaryFunction.SINH);
        put(UNARY, "Cosh", UnaryFunction.COSH);
        put(UNARY, "Asinh", UnaryFunction.ASINH);
        put(UNARY, "Acosh", UnaryFunction.ACOSH);
        put(UNARY, "Atanh", UnaryFunction.ATANH);
        put(UNARY, "Exp2", UnaryFunction.EXP2);
        put(UNARY, "Log2", UnaryFunction.LOG2);
        put(UNARY, "Log10", UnaryFunction.LOG10);
        put(UNARY, "Cbrt", UnaryFunction.CBRT);
        put(UNARY, "Rsqrt", UnaryFunction.RSQRT);
        put(UNARY, "Erfc", UnaryFunction.ERFC);
        put(UNARY, "Logit", UnaryFunction.LOGIT);
        put(UNARY, "Lgamma", UnaryFunction.LGAMMA);
        put(UNARY, "Digamma", UnaryFunction.DIGAMMA);
        put(UNARY, "Erfinv", UnaryFunction.ERFINV);
        put(UNARY, "Erfcinv", UnaryFunction.ERFCINV);

        put(BINARY, "AddBroadcast", BinaryFunction.ADD);
        put(BINARY, "SubtractBroadcast", BinaryFunction.SUBTRACT);
        put(BINARY, "MultiplyBroadcast", BinaryFunction.MULTIPLY);
        put(BINARY, "DivideBroadcast", BinaryFunction.DIVIDE);
        put(BINARY, "MaximumBroadcast", BinaryFunction.MAXIMUM);
        put(BINARY, "MinimumBroadcast", BinaryFunction.MINIMUM);
        put(BINARY, "EqualBroadcast", BinaryFunction.EQUAL);
        put(BINARY, "NotEqualBroadcast", BinaryFunction.NOT_EQUAL);
        put(BINARY, "LessBroadcast", BinaryFunction.LESS);
        put(BINARY, "LessOrEqualBroadcast", BinaryFunction.LESS_OR_EQUAL);
        put(BINARY, "GreaterBroadcast", BinaryFunction.GREATER);
        put(BINARY, "GreaterOrEqualBroadcast", BinaryFunction.GREATER_OR_EQUAL);
        put(BINARY, "Atan2Broadcast", BinaryFunction.ATAN2);
        put(BINARY, "PowBroadcast", BinaryFunction.POW);
        put(BINARY, "HypotBroadcast", BinaryFunction.HYPOT);
        put(BINARY, "LogAddExpBroadcast", BinaryFunction.LOGADDEXP);
        put(BINARY, "XlogyBroadcast", BinaryFunction.XLOGY);
    }

    private Lowering() {}

    private static <F> void put(Map<String, F> table, String op, F function) {
        table.put(PACKAGE.concat(op), function);
    }

    /** The names in the tables. */
    static Stream<String> elementwise() {
        return Stream.concat(UNARY.keySet().stream(), BINARY.keySet().stream());
    }

    /** The op's entry, or else its own formula or {@code forward}. */
    public static KernelOp of(Op op) {
        UnaryFunction unary = UNARY.get(op.getClass().getName());
        if (unary != null) {
            return new UnaryLoop(unary);
        }
        BinaryFunction binary = BINARY.get(op.getClass().getName());
        if (binary != null) {
            return new BinaryLoop(binary, Broadcasts.of(op));
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
        } else if (op instanceof ElementwiseLoss loss) {
            sum = LossLowering.of(loss);
        }
        return Optional.ofNullable(sum);
    }

    private static KernelOp other(Op op) {
        if (op instanceof MatMul product) {
            return ProductLowering.matMul(product);
        } else if (op instanceof Where) {
            return new SelectLoop(Broadcasts.of(op));
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
        return op instanceof DerivativeOrder derivative && derivative.order() == 0
                ? new UnaryLoop(ofOrderZero(derivative))
                : OpByFormula.of(op);
    }

    private static UnaryFunction ofOrderZero(DerivativeOrder derivative) {
        return derivative instanceof Erfcx
                ? UnaryFunction.ERFCX
                : derivative instanceof Sinc ? UnaryFunction.SINC : UnaryFunction.DIGAMMA;
    }
}
