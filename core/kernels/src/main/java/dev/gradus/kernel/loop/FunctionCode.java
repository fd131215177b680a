package dev.gradus.kernel.loop;

import static dev.gradus.kernel.math.Exponential.LN2_HIGH;
import static dev.gradus.kernel.math.Exponential.LN2_LOW;
import static dev.gradus.kernel.math.Exponential.LOG2_E;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.math.Elementary;
import dev.gradus.kernel.math.ErrorFunction;
import dev.gradus.kernel.math.Exponential;
import dev.gradus.kernel.math.Logarithm;
import dev.gradus.kernel.math.Sigmoidal;
import java.util.Locale;

/**
 * Writes functions as steps of a {@link LoopCode}. Those of {@link Elementary} are translated from their bytecode, except
 * eight, which have versions without branches here: core/bench/benchmarks/measurements/functions.md says why.
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
            case RECIPROCAL -> reciprocal(x);
            case EXP -> exp(x);
            case EXPM1 -> expm1(x);
            case LOG -> log(x);
            case LOG1P -> log1p(x);
            case TANH -> tanh(x);
            case SIGMOID -> sigmoid(x);
            case SOFTPLUS -> softplus(x);
            case ERF -> erf(x);
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

    private static LoopValue reciprocal(LoopValue x) {
        return x.constant(1).divide(x);
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

    private static LoopValue expm1(LoopValue x) {
        LoopValue atLeast = x.less(Exponential.EXPM1_LEAST).choose(Exponential.EXPM1_LEAST, x);
        LoopValue bounded = atLeast.greater(Exponential.GREATEST).choose(Exponential.GREATEST, atLeast);
        LoopValue shifted = bounded.fma(LOG2_E, Exponential.ROUND_HALF);
        LoopValue n = shifted.subtract(Exponential.ROUND_HALF);
        LoopValue minusN = n.negate();
        LoopValue high = minusN.fma(LN2_HIGH, bounded);
        LoopValue tail = tail(high, minusN.multiply(LN2_LOW));
        LoopValue half = shifted.bits().shiftLeft(52).number();
        LoopValue offset = half.subtract(0.5);
        LoopValue sum = half.fma(high, offset);
        LoopValue lost = half.fma(high, offset.subtract(sum));
        LoopValue scaled = sum.add(half.fma(tail, lost)).multiply(2);
        return n.isEqualTo(0).choose(high.add(tail), scaled).withSignOf(x);
    }

    private static LoopValue log(LoopValue x) {
        LoopValue subnormal = x.less(Double.MIN_NORMAL);
        LoopValue bits =
                subnormal.choose(x.multiply(Logarithm.SUBNORMAL_SCALE), x).bits();
        LoopValue biased = biased(bits);
        LoopValue scaled = exponent(biased);
        LoopValue e = subnormal.choose(scaled.subtract(Logarithm.SUBNORMAL_EXPONENT), scaled);
        return atTheEdges(x, logarithm(e, fraction(bits, biased), x.constant(0)));
    }

    private static LoopValue log1p(LoopValue x) {
        LoopValue u = x.add(1);
        LoopValue xInU = u.subtract(1);
        LoopValue lost = u.subtract(xInU).subtractFrom(1).add(x.subtract(xInU));
        LoopValue bits = u.bits();
        LoopValue biased = biased(bits);
        LoopValue f = fraction(bits, biased);
        // The mask contains all bits that are subtracted from it, so xor subtracts.
        LoopValue inverseScale = biased.and(Logarithm.EXPONENT_MASK)
                .xor(Logarithm.EXPONENT_MASK)
                .number()
                .multiply(0.5);
        LoopValue minusF = f.negate();
        LoopValue inverse = minusF.fma(minusF.fma(f.subtractFrom(1), 1), 1);
        LoopValue correction = lost.multiply(inverseScale).multiply(inverse);
        return atTheEdges(u, logarithm(exponent(biased), f, correction)).withSignOf(x);
    }

    private static LoopValue softplus(LoopValue x) {
        LoopValue w = expOfNegatedMagnitude(x);
        LoopValue halved = w.greater(Logarithm.ROOT_TWO_MINUS_ONE);
        LoopValue f = halved.choose(w.constant(0.5).fma(w, -0.5), w);
        return x.maximum(0).add(logarithm(halved.choose(1, 0), f, x.constant(0)));
    }

    private static LoopValue biased(LoopValue bits) {
        return bits.plusBits(Logarithm.ONE_BITS - Logarithm.SQRT_HALF_BITS);
    }

    private static LoopValue exponent(LoopValue biased) {
        return biased.shiftRight(52).or(Logarithm.INTEGER_BITS).number().subtract(Logarithm.INTEGER_BIAS);
    }

    private static LoopValue fraction(LoopValue bits, LoopValue biased) {
        return bits.subtractBits(biased.and(Logarithm.EXPONENT_MASK))
                .plusBits(Logarithm.ONE_BITS)
                .number()
                .subtract(1);
    }

    private static LoopValue logarithm(LoopValue e, LoopValue f, LoopValue correction) {
        LoopValue s = f.divide(f.add(2));
        LoopValue square = s.multiply(s);
        LoopValue fourth = square.multiply(square);
        LoopValue even = polynomial(fourth, Logarithm.L6, Logarithm.L4, Logarithm.L2, Logarithm.L0);
        LoopValue odd = polynomial(fourth, Logarithm.L5, Logarithm.L3, Logarithm.L1);
        LoopValue r = square.multiply(square.fma(odd, even));
        LoopValue halfSquare = f.multiply(0.5).multiply(f);
        LoopValue small = s.fma(halfSquare.add(r), e.fma(LN2_LOW, correction));
        return e.fma(LN2_HIGH, f.subtract(halfSquare.subtract(small)));
    }

    private static LoopValue atTheEdges(LoopValue x, LoopValue logarithm) {
        LoopValue finite = x.less(Double.POSITIVE_INFINITY).choose(logarithm, x);
        LoopValue positive = x.greater(0).choose(finite, Double.NaN);
        return x.isEqualTo(0).choose(Double.NEGATIVE_INFINITY, positive);
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

    private static LoopValue erf(LoopValue x) {
        LoopValue square = x.multiply(x);
        LoopValue fourth = square.multiply(square);
        LoopValue even = polynomial(
                fourth,
                ErrorFunction.P12,
                ErrorFunction.P10,
                ErrorFunction.P8,
                ErrorFunction.P6,
                ErrorFunction.P4,
                ErrorFunction.P2,
                ErrorFunction.P0);
        LoopValue odd = polynomial(
                fourth,
                ErrorFunction.P11,
                ErrorFunction.P9,
                ErrorFunction.P7,
                ErrorFunction.P5,
                ErrorFunction.P3,
                ErrorFunction.P1);
        LoopValue nearZero = x.fma(square.fma(odd, even), x);
        return x.abs().less(1).choose(nearZero, farOut(x.abs()).withSignOf(x));
    }

    private static LoopValue farOut(LoopValue x) {
        LoopValue t = x.greater(ErrorFunction.GREATEST)
                .choose(ErrorFunction.GREATEST, x)
                .subtract(1);
        LoopValue square = t.multiply(t);
        LoopValue even = polynomial(
                square,
                ErrorFunction.T16,
                ErrorFunction.T14,
                ErrorFunction.T12,
                ErrorFunction.T10,
                ErrorFunction.T8,
                ErrorFunction.T6,
                ErrorFunction.T4,
                ErrorFunction.T2,
                ErrorFunction.T0);
        LoopValue odd = polynomial(
                square,
                ErrorFunction.T17,
                ErrorFunction.T15,
                ErrorFunction.T13,
                ErrorFunction.T11,
                ErrorFunction.T9,
                ErrorFunction.T7,
                ErrorFunction.T5,
                ErrorFunction.T3,
                ErrorFunction.T1);
        return exp(t.fma(odd, even).negate()).subtractFrom(1);
    }

    /** Evaluates a polynomial by Horner's scheme. The highest coefficient comes first. */
    private static LoopValue polynomial(LoopValue x, double highest, double second, double... others) {
        LoopValue sum = x.fma(highest, second);
        for (double coefficient : others) {
            sum = x.fma(sum, coefficient);
        }
        return sum;
    }
}
