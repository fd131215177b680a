package dev.gradus.run;

import dev.gradus.kernel.ElementwiseOp;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.node.BinaryOp;
import dev.gradus.node.Op;
import dev.gradus.node.UnaryOp;

/**
 * An op that knows no kernels. If it is a scalar formula and no more, it can be computed in parts, so that it joins groups
 * and threads share it; a class that computes its value in a way of its own is left alone.
 */
final class OpByFormula {
    /** Of a class of ops, whether its value is its formula's and no more: looking that up takes longer than planning an op. */
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

    private OpByFormula() {}

    static KernelOp of(Op op) {
        if (op instanceof UnaryOp unary && BY_FORMULA.get(op.getClass())) {
            return new Unary(unary);
        }
        if (op instanceof BinaryOp binary && BY_FORMULA.get(op.getClass())) {
            return new Binary(binary);
        }
        return (kernels, in, out) -> op.forward(in, out);
    }

    private record Unary(UnaryOp op) implements ElementwiseOp {
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

    private record Binary(BinaryOp op) implements ElementwiseOp {
        @Override
        public void forward(Kernels kernels, double[][] in, double[] out) {
            op.forward(in, out);
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
