package dev.gradus.kernel.few;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.UnrolledCode;
import dev.gradus.kernel.move.Broadcast;
import dev.gradus.kernel.scalar.ScalarElementwise;
import java.util.Locale;
import java.util.Optional;

/** Applies a function to each of a few elements. */
public abstract class FewElements extends BoundOp {
    private final Broadcast broadcast;
    private final double[] out;
    private final double[][] in;

    private FewElements(Broadcast broadcast, double[] out, double[]... in) {
        this.broadcast = broadcast;
        this.out = out;
        this.in = in;
    }

    /** Computes out = f(x). Empty if there are many elements. */
    public static Optional<BoundOp> unary(UnaryFunction f, double[] x, double[] out) {
        if (areMany(out)) {
            return Optional.empty();
        }
        return Optional.of(new FewElements(Broadcast.of(out.length), out, x) {
            @Override
            void function(UnrolledCode code) {
                write(f, code);
            }

            @Override
            public void run() {
                ScalarElementwise.unary(f, x, 0, out, 0, out.length);
            }
        });
    }

    /** Computes out = f(a, b). Empty if there are many elements. */
    public static Optional<BoundOp> binary(
            BinaryFunction f, Kernels kernels, Broadcast broadcast, double[] a, double[] b, double[] out) {
        if (areMany(out)) {
            return Optional.empty();
        }
        if (!broadcast.isOneLoop()) {
            return Optional.of(new FewElements(broadcast, out, a, b) {
                @Override
                void function(UnrolledCode code) {
                    write(f, code);
                }

                @Override
                public void run() {
                    broadcast.apply(kernels, f, a, b, out, 0, out.length);
                }
            });
        }
        int stepA = broadcast.step(0), stepB = broadcast.step(1);
        return Optional.of(new FewElements(broadcast, out, a, b) {
            @Override
            void function(UnrolledCode code) {
                write(f, code);
            }

            @Override
            public void run() {
                ScalarElementwise.binary(f, a, 0, stepA, b, 0, stepB, out, 0, out.length);
            }
        });
    }

    /** Computes out = a where the condition is not 0, otherwise b. Empty if there are many elements. */
    public static Optional<BoundOp> select(
            Kernels kernels, Broadcast broadcast, double[] condition, double[] a, double[] b, double[] out) {
        if (areMany(out)) {
            return Optional.empty();
        }
        return Optional.of(new FewElements(broadcast, out, condition, a, b) {
            @Override
            void function(UnrolledCode code) {
                code.select();
            }

            @Override
            public void run() {
                broadcast.select(kernels, condition, a, b, out, 0, out.length);
            }
        });
    }

    private static boolean areMany(double[] out) {
        return out.length >= Kernels.FEWEST_FOR_VECTORS;
    }

    /** Replaces the operands on the stack by the function's value. */
    abstract void function(UnrolledCode code);

    @Override
    public boolean unroll(UnrolledCode code) {
        for (int i = 0; i < out.length; i++) {
            for (int operand = 0; operand < in.length; operand++) {
                code.load(in[operand], broadcast.position(operand, i));
            }
            function(code);
            code.store(out, i);
        }
        return true;
    }

    private static void write(UnaryFunction f, UnrolledCode code) {
        switch (f) {
            case NEGATE -> code.negate();
            case ABS -> code.ofOne("abs");
            case RELU -> {
                code.push(0);
                code.ofTwo("max");
            }
            case SQUARE -> {
                code.duplicate();
                code.multiply();
            }
            case SQRT -> {
                code.push(0);
                code.add();
                code.ofOne("sqrt");
            }
            case RECIPROCAL -> code.reciprocal();
            default -> code.elementary(nameOf(f), 1);
        }
    }

    private static void write(BinaryFunction f, UnrolledCode code) {
        switch (f) {
            case ADD -> code.add();
            case SUBTRACT -> code.subtract();
            case MULTIPLY -> code.multiply();
            case DIVIDE -> code.divide();
            case MAXIMUM -> code.ofTwo("max");
            case MINIMUM -> code.ofTwo("min");
            case EQUAL -> code.compare("equal");
            case NOT_EQUAL -> code.compare("notEqual");
            case LESS -> code.compare("less");
            case LESS_OR_EQUAL -> code.compare("lessOrEqual");
            case GREATER -> code.compare("greater");
            case GREATER_OR_EQUAL -> code.compare("greaterOrEqual");
            default -> code.elementary(nameOf(f), 2);
        }
    }

    private static String nameOf(Enum<?> f) {
        return f.name().toLowerCase(Locale.ROOT);
    }
}
