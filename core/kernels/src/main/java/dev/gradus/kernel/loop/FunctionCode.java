package dev.gradus.kernel.loop;

import static dev.gradus.kernel.math.Exponential.LN2_HIGH;
import static dev.gradus.kernel.math.Exponential.LN2_LOW;
import static dev.gradus.kernel.math.Exponential.LOG2_E;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.math.Elementary;
import dev.gradus.kernel.math.Exponential;
import dev.gradus.kernel.math.Sigmoidal;
import java.util.Locale;

/**
 * Writes functions as steps of a {@link LoopCode}. Those of {@link Elementary} are translated from their bytecode, except
 * exp, tanh and sigmoid, which have versions with fewer steps here. docs/functions.md says what these gain.
 */
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
            case EXP -> exp(x);
            case TANH -> tanh(x);
            case SIGMOID -> sigmoid(x);
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

    private static LoopValue exp(LoopValue x) {
        return power(boundedMagnitude(x).withSignOf(x));
    }

    private static LoopValue expOfNegatedMagnitude(LoopValue x) {
        return power(boundedMagnitude(x).negate());
    }

    /** Bounds the argument of exp with one comparison for both bounds. Beyond its own bounds, exp is 0 or ∞ all the same. */
    private static LoopValue boundedMagnitude(LoopValue x) {
        LoopValue magnitude = x.abs();
        return magnitude.greater(-Exponential.LEAST).choose(-Exponential.LEAST, magnitude);
    }

    private static LoopValue power(LoopValue bounded) {
        LoopValue shifted = bounded.fma(LOG2_E, Exponential.ROUND_WIDE);
        LoopValue minusN = shifted.subtract(Exponential.ROUND_WIDE).negate();
        LoopValue high = minusN.fma(LN2_HIGH, bounded);
        LoopValue power = high.add(tail(high, minusN.multiply(LN2_LOW))).add(1);
        LoopValue exponents = shifted.bits();
        LoopValue half = exponents.shiftRight(1);
        return power.multiply(half.shiftLeft(52).number())
                .multiply(exponents.subtractBits(half).shiftLeft(52).number());
    }

    private static LoopValue tail(LoopValue high, LoopValue low) {
        LoopValue r = high.add(low);
        LoopValue square = r.multiply(r);
        LoopValue fourth = square.multiply(square);
        LoopValue q01 = r.fma(Exponential.Q1, Exponential.Q0);
        LoopValue q23 = r.fma(Exponential.Q3, Exponential.Q2);
        LoopValue q45 = r.fma(Exponential.Q5, Exponential.Q4);
        LoopValue q67 = r.fma(Exponential.Q7, Exponential.Q6);
        LoopValue q89 = r.fma(Exponential.Q9, Exponential.Q8);
        LoopValue q03 = square.fma(q23, q01);
        LoopValue q47 = square.fma(q67, q45);
        LoopValue q = fourth.fma(fourth.fma(q89, q47), q03);
        return square.fma(q, low);
    }

    private static LoopValue sigmoid(LoopValue x) {
        LoopValue negative = x.less(0);
        LoopValue w = expOfNegatedMagnitude(x);
        LoopValue denominator = w.add(1);
        LoopValue lost = w.subtract(denominator.subtract(1));
        LoopValue numerator = negative.choose(w, 1);
        LoopValue quotient = numerator.divide(denominator);
        LoopValue remainder = quotient.negate().fma(denominator, numerator).subtract(quotient.multiply(lost));
        return remainder.fma(negative.choose(quotient.subtractFrom(1), quotient), quotient);
    }

    private static LoopValue tanh(LoopValue x) {
        LoopValue magnitude = x.abs();
        LoopValue doubled = magnitude
                .greater(Sigmoidal.TANH_GREATEST)
                .choose(Sigmoidal.TANH_GREATEST, magnitude)
                .multiply(-2);
        LoopValue shifted = doubled.fma(LOG2_E, Exponential.ROUND);
        LoopValue minusN = shifted.subtract(Exponential.ROUND).negate();
        LoopValue scale = shifted.bits().shiftLeft(52).number();
        LoopValue high = minusN.fma(LN2_HIGH, doubled);
        LoopValue tail = scale.multiply(tail(high, minusN.multiply(LN2_LOW)));
        LoopValue head = scale.multiply(high);

        LoopValue difference = scale.subtractFrom(1);
        LoopValue sum = difference.subtract(head);
        LoopValue numerator = sum.subtract(tail);
        LoopValue lost = difference
                .subtractFrom(1)
                .subtract(scale)
                .add(difference.subtract(sum).subtract(head));
        LoopValue numeratorLost = sum.subtract(numerator).subtract(tail).add(lost);
        LoopValue denominator = numerator.subtractFrom(2);
        LoopValue denominatorLost =
                denominator.subtractFrom(2).subtract(numerator).subtract(numeratorLost);
        LoopValue quotient = numerator.divide(denominator);
        LoopValue remainder = quotient.negate()
                .fma(denominator, numerator)
                .add(numeratorLost.subtract(quotient.multiply(denominatorLost)));
        return remainder.fma(quotient.fma(0.5, 0.5), quotient).withSignOf(x);
    }
}
