package dev.gradus.kernel.loop;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.math.Elementary;
import java.util.Locale;

/** Writes functions as steps of a {@link LoopCode}. Those of {@link Elementary} are translated from their bytecode. */
public final class FunctionCode {
    private FunctionCode() {}

    public static LoopValue of(UnaryFunction f, LoopValue x) {
        return switch (f) {
            case NEGATE -> x.negate();
            case ABS -> x.abs();
            case RELU -> x.maximum(0);
            case SQUARE -> x.multiply(x);
            case SQRT -> x.add(0).sqrt();
            case RECIPROCAL -> x.constant(1).divide(x);
            default -> elementary(f.name(), x);
        };
    }

    public static LoopValue of(BinaryFunction f, LoopValue a, LoopValue b) {
        return switch (f) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.subtract(b);
            case MULTIPLY -> a.multiply(b);
            case DIVIDE -> a.divide(b);
            case MAXIMUM -> a.maximum(b);
            case MINIMUM -> a.minimum(b);
            case EQUAL -> a.isEqualTo(b).choose(1, 0);
            case NOT_EQUAL -> a.isEqualTo(b).choose(0, 1);
            case LESS -> a.less(b).choose(1, 0);
            case LESS_OR_EQUAL -> a.lessOrEqual(b).choose(1, 0);
            case GREATER -> b.less(a).choose(1, 0);
            case GREATER_OR_EQUAL -> b.lessOrEqual(a).choose(1, 0);
            default -> elementary(f.name(), a, b);
        };
    }

    /** Returns the function of {@link Elementary} with this name in lower case. */
    private static LoopValue elementary(String name, LoopValue... arguments) {
        String method = name.toLowerCase(Locale.ROOT);
        return FormulaReader.read("dev/gradus/kernel/math/Elementary", method, arguments)
                .asFunction(method, arguments);
    }

    /** Returns a where the condition is not 0, otherwise b. */
    public static LoopValue select(LoopValue condition, LoopValue a, LoopValue b) {
        return condition.isEqualTo(0).choose(b, a);
    }
}
