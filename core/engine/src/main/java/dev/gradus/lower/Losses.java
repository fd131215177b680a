package dev.gradus.lower;

import dev.gradus.kernel.BinaryCrossEntropy;
import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.CrossEntropy;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.LoopCode;
import dev.gradus.kernel.SquaredError;
import dev.gradus.kernel.SummingOp;
import dev.gradus.kernel.Term;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.HuberLoss;
import dev.gradus.loss.L1Loss;
import dev.gradus.loss.MseLoss;
import java.util.Optional;

/** What each loss costs an element, in a loop, and how it is summed by itself. */
final class Losses {
    private Losses() {}

    static SummingOp squaredErrors(MseLoss loss) {
        return new LossLoop(loss) {
            @Override
            public Term summand(LoopCode code, Term[] operands) {
                return code.unary(UnaryFunction.SQUARE, difference(code, operands[1], operands[0]));
            }

            @Override
            double sum(Kernels kernels, double[] yHat, double[] y) {
                return SquaredError.sum(kernels, y, yHat);
            }

            @Override
            public BoundOp bind(Kernels kernels, double[][] in, double[] out) {
                Optional<BoundOp> few = SquaredError.bindFew(in[1], in[0], loss.batch(), out);
                return few.isPresent() ? few.get() : super.bind(kernels, in, out);
            }
        };
    }

    static SummingOp distances(L1Loss loss) {
        return new LossLoop(loss) {
            @Override
            public Term summand(LoopCode code, Term[] operands) {
                return code.unary(UnaryFunction.ABS, difference(code, operands[0], operands[1]));
            }
        };
    }

    static SummingOp huber(HuberLoss loss) {
        return new LossLoop(loss) {
            @Override
            public Term summand(LoopCode code, Term[] operands) {
                Term d = code.unary(UnaryFunction.ABS, difference(code, operands[0], operands[1]));
                Term half = code.constant(0.5), beyond = code.constant(loss.delta());
                Term offset = code.constant(0.5 * loss.delta());
                return code.select(
                        code.binary(BinaryFunction.LESS_OR_EQUAL, d, beyond),
                        code.binary(BinaryFunction.MULTIPLY, half, code.unary(UnaryFunction.SQUARE, d)),
                        code.binary(BinaryFunction.MULTIPLY, beyond, difference(code, d, offset)));
            }
        };
    }

    static SummingOp binaryCrossEntropy(BinaryCrossEntropyLoss loss) {
        return new LossLoop(loss) {
            @Override
            public Term summand(LoopCode code, Term[] operands) {
                return BinaryCrossEntropy.summand(code, operands[0], operands[1]);
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

    static KernelOp crossEntropy(CrossEntropyLoss loss) {
        int batch = loss.input(0).shape().size(0);
        CrossEntropy crossEntropy = CrossEntropy.of(batch, loss.input(0).shape().size(1));
        return (kernels, in, out) -> {
            loss.checkTargets(in[1]);
            double sum = loss.isLabelled()
                    ? crossEntropy.ofLabels(kernels, in[0], in[1])
                    : crossEntropy.ofDistributions(kernels, in[0], in[1]);
            out[0] = sum / batch;
        };
    }

    private static Term difference(LoopCode code, Term a, Term b) {
        return code.binary(BinaryFunction.SUBTRACT, a, b);
    }
}
