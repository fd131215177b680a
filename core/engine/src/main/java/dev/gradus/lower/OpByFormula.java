package dev.gradus.lower;

import dev.gradus.kernel.ElementwiseOp;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.host.Host;
import dev.gradus.kernel.loop.FusibleOp;
import dev.gradus.kernel.loop.LoopCode;
import dev.gradus.kernel.loop.LoopValue;
import dev.gradus.kernel.loop.ScalarFormula;
import dev.gradus.kernel.move.Broadcast;
import dev.gradus.node.BinaryOp;
import dev.gradus.node.Op;
import dev.gradus.node.OpException;
import dev.gradus.node.UnaryOp;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;

/**
 * Computes ops that have no kernel. An op that overrides {@code forward} is computed by it. Any other unary or binary
 * op is computed by its scalar formula, block by block, so it can join a group and threads can share it. If its class
 * has only final primitive fields, a generated loop may call the formula.
 *
 * <p>{@link Named} overrides {@code equals}, because a record's generated {@code equals} retains the class that it was
 * last linked for, and thereby the class loader of the library or of the user's op.
 */
final class OpByFormula {
    /** Whether a class inherits {@code forward}. Cached, because reflection takes longer than planning an op. */
    private static final ClassValue<Boolean> BY_FORMULA = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> op) {
            try {
                Class<?> from = op.getMethod("forward", double[][].class, double[].class)
                        .getDeclaringClass();
                return from == UnaryOp.class || from == BinaryOp.class;
            } catch (NoSuchMethodException impossible) {
                throw new IllegalStateException(op + " has no forward", impossible);
            }
        }
    };

    /** Whether a class has no fields that could change, so that its formula may be called in any order. */
    private static final ClassValue<Boolean> STATELESS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> op) {
            return Stream.<Class<?>>iterate(op, of -> of != Op.class, Class::getSuperclass)
                    .filter(of -> of != UnaryOp.class && of != BinaryOp.class)
                    .allMatch(Host::hasOnlyFinalNumbers);
        }
    };

    private OpByFormula() {}

    static KernelOp of(Op op) {
        if (op instanceof UnaryOp unary && BY_FORMULA.get(op.getClass())) {
            return inLoopIfStateless(op, new Unary(unary));
        }
        if (op instanceof BinaryOp binary && BY_FORMULA.get(op.getClass())) {
            return inLoopIfStateless(op, new Binary(binary, binary::apply, Broadcasts.of(binary)));
        }
        return (kernels, in, out) -> op.compute(in, out);
    }

    private static <T extends ElementwiseOp & ScalarFormula> KernelOp inLoopIfStateless(Op op, T computation) {
        Named named = new Named(op, computation, computation);
        return STATELESS.get(op.getClass()) ? new InLoop(named) : named;
    }

    /** A formula that a generated loop may call. */
    private record InLoop(Named op) implements FusibleOp {
        @Override
        public LoopValue inLoop(LoopCode code, LoopValue[] operands) {
            return code.call(op, operands[0], operands[operands.length - 1]);
        }

        @Override
        public boolean callsFormula() {
            return true;
        }

        @Override
        public void forward(Kernels kernels, double[][] in, double[] out) {
            op.forward(kernels, in, out);
        }

        @Override
        public void forward(Kernels kernels, double[][] in, int[] at, int[] step, double[] out, int atOut, int count) {
            op.forward(kernels, in, at, step, out, atOut, count);
        }
    }

    /** A formula whose exceptions name the op's node. */
    private record Named(Op op, ElementwiseOp computation, ScalarFormula formula)
            implements ElementwiseOp, ScalarFormula {
        @Override
        public boolean equals(Object other) {
            return other instanceof Named named && op == named.op;
        }

        @Override
        public int hashCode() {
            return op.hashCode();
        }

        @Override
        public double of(double a, double b) {
            try {
                return formula.of(a, b);
            } catch (Exception thrown) {
                throw OpException.of(op, thrown);
            }
        }

        @Override
        public void forward(Kernels kernels, double[][] in, double[] out) {
            try {
                computation.forward(kernels, in, out);
            } catch (Exception thrown) {
                throw OpException.of(op, thrown);
            }
        }

        @Override
        public void forward(Kernels kernels, double[][] in, int[] at, int[] step, double[] out, int atOut, int count) {
            try {
                computation.forward(kernels, in, at, step, out, atOut, count);
            } catch (Exception thrown) {
                throw OpException.of(op, thrown);
            }
        }
    }

    private record Unary(UnaryOp op) implements ElementwiseOp, ScalarFormula {
        @Override
        public double of(double x, double same) {
            return op.apply(x);
        }

        @Override
        public void forward(Kernels kernels, double[][] in, double[] out) {
            op.forward(in, out);
        }

        @Override
        public void forward(Kernels kernels, double[][] in, int[] at, int[] step, double[] out, int atOut, int count) {
            double[] x = in[0];
            for (int i = 0; i < count; i++) {
                out[atOut + i] = op.apply(x[at[0] + i]);
            }
        }
    }

    private record Binary(BinaryOp op, DoubleBinaryOperator function, Broadcast broadcast)
            implements ElementwiseOp, ScalarFormula {
        @Override
        public double of(double a, double b) {
            return op.apply(a, b);
        }

        @Override
        public void forward(Kernels kernels, double[][] in, double[] out) {
            broadcast.apply(function, in[0], in[1], out);
        }

        @Override
        public void forward(Kernels kernels, double[][] in, int[] at, int[] step, double[] out, int atOut, int count) {
            double[] a = in[0], b = in[1];
            for (int i = 0; i < count; i++) {
                out[atOut + i] = op.apply(a[at[0] + i * step[0]], b[at[1] + i * step[1]]);
            }
        }
    }
}
