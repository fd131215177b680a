package dev.gradus.kernel.few;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnrolledCode;
import dev.gradus.kernel.scalar.ScalarElementwise;
import java.util.function.Consumer;

/** Functions of two elements on a few of them. Each has a class of its own, so that no choice is left at run time. */
public abstract class FewPairs extends BoundOp {
    final double[] a;
    final int stepA;
    final double[] b;
    final int stepB;
    final double[] out;

    private FewPairs(double[] a, int stepA, double[] b, int stepB, double[] out) {
        this.a = a;
        this.stepA = stepA;
        this.b = b;
        this.stepB = stepB;
        this.out = out;
    }

    /** out = f(a, b); steps as in {@link Kernels#binary}. */
    public static BoundOp of(BinaryFunction f, double[] a, int stepA, double[] b, int stepB, double[] out) {
        return switch (f) {
            case ADD -> new Add(a, stepA, b, stepB, out);
            case SUBTRACT -> new Subtract(a, stepA, b, stepB, out);
            case MULTIPLY -> new Multiply(a, stepA, b, stepB, out);
            case DIVIDE -> new Divide(a, stepA, b, stepB, out);
            default -> new Other(f, a, stepA, b, stepB, out);
        };
    }

    /** Writes out each element: both operands, the function, the result. */
    final boolean unrollEach(UnrolledCode code, Consumer<UnrolledCode> function) {
        for (int i = 0; i < out.length; i++) {
            code.load(a, i * stepA);
            code.load(b, i * stepB);
            function.accept(code);
            code.store(out, i);
        }
        return true;
    }

    private static final class Add extends FewPairs {
        Add(double[] a, int stepA, double[] b, int stepB, double[] out) {
            super(a, stepA, b, stepB, out);
        }

        @Override
        public boolean unroll(UnrolledCode code) {
            return unrollEach(code, UnrolledCode::add);
        }

        @Override
        public void run() {
            for (int i = 0; i < out.length; i++) {
                out[i] = a[i * stepA] + b[i * stepB];
            }
        }
    }

    private static final class Subtract extends FewPairs {
        Subtract(double[] a, int stepA, double[] b, int stepB, double[] out) {
            super(a, stepA, b, stepB, out);
        }

        @Override
        public boolean unroll(UnrolledCode code) {
            return unrollEach(code, UnrolledCode::subtract);
        }

        @Override
        public void run() {
            for (int i = 0; i < out.length; i++) {
                out[i] = a[i * stepA] - b[i * stepB];
            }
        }
    }

    private static final class Multiply extends FewPairs {
        Multiply(double[] a, int stepA, double[] b, int stepB, double[] out) {
            super(a, stepA, b, stepB, out);
        }

        @Override
        public boolean unroll(UnrolledCode code) {
            return unrollEach(code, UnrolledCode::multiply);
        }

        @Override
        public void run() {
            for (int i = 0; i < out.length; i++) {
                out[i] = a[i * stepA] * b[i * stepB];
            }
        }
    }

    private static final class Divide extends FewPairs {
        Divide(double[] a, int stepA, double[] b, int stepB, double[] out) {
            super(a, stepA, b, stepB, out);
        }

        @Override
        public boolean unroll(UnrolledCode code) {
            return unrollEach(code, UnrolledCode::divide);
        }

        @Override
        public void run() {
            for (int i = 0; i < out.length; i++) {
                out[i] = a[i * stepA] / b[i * stepB];
            }
        }
    }

    private static final class Other extends FewPairs {
        private final BinaryFunction f;

        Other(BinaryFunction f, double[] a, int stepA, double[] b, int stepB, double[] out) {
            super(a, stepA, b, stepB, out);
            this.f = f;
        }

        @Override
        public boolean unroll(UnrolledCode code) {
            return switch (f) {
                case MAXIMUM -> unrollEach(code, to -> to.ofTwo("max"));
                case MINIMUM -> unrollEach(code, to -> to.ofTwo("min"));
                default -> false;
            };
        }

        @Override
        public void run() {
            ScalarElementwise.binary(f, a, 0, stepA, b, 0, stepB, out, 0, out.length);
        }
    }
}
