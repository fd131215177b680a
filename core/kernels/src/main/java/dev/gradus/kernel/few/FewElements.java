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
    final Broadcast broadcast;
    final double[][] in;
    final double[] out;

    private FewElements(Broadcast broadcast, double[][] in, double[] out) {
        this.broadcast = broadcast;
        this.in = in;
        this.out = out;
    }

    /** Computes out = f(x) for the only operand x. Empty if there are many elements. */
    public static Optional<BoundOp> unary(UnaryFunction f, double[][] operands, double[] result) {
        if (areMany(result)) {
            return Optional.empty();
        }
        double[] x = operands[0];
        return Optional.of(new FewElements(Broadcast.of(result.length), operands, result) {
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

    /** Computes f(a, b) for the two operands. Empty if there are many elements. */
    public static Optional<BoundOp> binary(
            BinaryFunction f, Kernels kernels, Broadcast loop, double[][] operands, double[] result) {
        if (areMany(result)) {
            return Optional.empty();
        }
        double[] a = operands[0], b = operands[1];
        if (!loop.isOneLoop()) {
            return Optional.of(new FewElements(loop, operands, result) {
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
        int stepA = loop.step(0), stepB = loop.step(1);
        return Optional.of(new FewElements(loop, operands, result) {
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

    /** Computes a where the condition is not 0, otherwise b, for operands condition, a, b. Empty if there are many elements. */
    public static Optional<BoundOp> select(Kernels kernels, Broadcast loop, double[][] operands, double[] result) {
        if (areMany(result)) {
            return Optional.empty();
        }
        return Optional.of(new FewElements(loop, operands, result) {
            @Override
            void function(UnrolledCode code) {
                code.select();
            }

            @Override
            public void run() {
                broadcast.select(kernels, in[0], in[1], in[2], out, 0, out.length);
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
