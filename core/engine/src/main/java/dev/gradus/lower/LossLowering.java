package dev.gradus.lower;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.few.FewSquaredErrors;
import dev.gradus.kernel.loop.FunctionCode;
import dev.gradus.kernel.loop.LoopCode;
import dev.gradus.kernel.loop.LoopValue;
import dev.gradus.kernel.loop.SummingOp;
import dev.gradus.kernel.reduce.BinaryCrossEntropy;
import dev.gradus.kernel.reduce.CrossEntropy;
import dev.gradus.kernel.reduce.SquaredError;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.ElementwiseLoss;
import dev.gradus.loss.HuberLoss;
import java.util.Optional;

/** Lowers losses: each has code for the cost of one element in a generated loop, and a kernel that sums all costs. */
final class LossLowering {
    private LossLowering() {}

    static SummingOp squaredErrors(ElementwiseLoss loss) {
        return new LossKernel(loss) {
            @Override
            public LoopValue summand(LoopCode code, LoopValue[] operands) {
                return FunctionCode.of(UnaryFunction.SQUARE, difference(operands[1], operands[0]));
            }

            @Override
            double sum(Kernels kernels, double[] yHat, double[] y) {
                return SquaredError.sum(kernels, y, yHat);
            }

            @Override
            public BoundOp bind(Kernels kernels, double[][] in, double[] out) {
                Optional<BoundOp> few = FewSquaredErrors.of(in[1], in[0], loss.batch(), out);
                return few.isPresent() ? few.get() : super.bind(kernels, in, out);
            }
        };
    }

    static SummingOp distances(ElementwiseLoss loss) {
        return new LossKernel(loss) {
            @Override
            public LoopValue summand(LoopCode code, LoopValue[] operands) {
                return FunctionCode.of(UnaryFunction.ABS, difference(operands[0], operands[1]));
            }
        };
    }

    static SummingOp huber(ElementwiseLoss loss) {
        double delta = ((HuberLoss) loss).delta();
        return new LossKernel(loss) {
            @Override
            public LoopValue summand(LoopCode code, LoopValue[] operands) {
                LoopValue d = FunctionCode.of(UnaryFunction.ABS, difference(operands[0], operands[1]));
                LoopValue half = code.constant(0.5), beyond = code.constant(delta);
                LoopValue offset = code.constant(0.5 * delta);
                return FunctionCode.select(
                        FunctionCode.of(BinaryFunction.LESS_OR_EQUAL, d, beyond),
                        FunctionCode.of(BinaryFunction.MULTIPLY, half, FunctionCode.of(UnaryFunction.SQUARE, d)),
                        FunctionCode.of(BinaryFunction.MULTIPLY, beyond, difference(d, offset)));
            }
        };
    }

    static SummingOp binaryCrossEntropy(ElementwiseLoss loss) {
        return new LossKernel(loss) {
            @Override
            public LoopValue summand(LoopCode code, LoopValue[] operands) {
                LoopValue z = operands[0], y = operands[1];
                LoopValue yes = FunctionCode.of(UnaryFunction.SOFTPLUS, FunctionCode.of(UnaryFunction.NEGATE, z));
                LoopValue no = FunctionCode.of(UnaryFunction.SOFTPLUS, z);
                return weighted(y, yes).add(weighted(y.subtractFrom(1), no));
            }

            @Override
            double sum(Kernels kernels, double[] z, double[] y) {
                return BinaryCrossEntropy.sum(kernels, z, y);
            }

            @Override
            public int checkedOperand() {
                return 1;
            }
        };
    }

    /** A term of weight 0 is 0 even if x is infinite. */
    private static LoopValue weighted(LoopValue weight, LoopValue x) {
        return weight.isEqualTo(0).choose(0, weight.multiply(x));
    }

    static KernelOp crossEntropy(CrossEntropyLoss loss) {
        int batch = loss.input(0).shape().size(0);
        CrossEntropy crossEntropy = CrossEntropy.of(batch, loss.input(0).shape().size(1));
        return (kernels, in, out) -> {
            loss.checkTargets(in[1]);
            double sum = loss.isLabeled()
                    ? crossEntropy.ofLabels(kernels, in[0], in[1])
                    : crossEntropy.ofDistributions(kernels, in[0], in[1]);
            out[0] = sum / batch;
        };
    }

    private static LoopValue difference(LoopValue a, LoopValue b) {
        return FunctionCode.of(BinaryFunction.SUBTRACT, a, b);
    }
}
