package dev.gradus.kernel;

import static dev.gradus.kernel.math.Exponential.LN2_HIGH;
import static dev.gradus.kernel.math.Exponential.LN2_LOW;
import static dev.gradus.kernel.math.Exponential.LOG2_E;

import dev.gradus.kernel.math.Elementary;
import dev.gradus.kernel.math.ErrorFunction;
import dev.gradus.kernel.math.Exponential;
import dev.gradus.kernel.math.Logarithm;
import dev.gradus.kernel.math.Sigmoidal;

/** The functions that kernels have loops for as steps of a {@link LoopCode}, operation for operation those of {@link Elementary}. */
final class FunctionCode {
    private FunctionCode() {}

    static Term of(UnaryFunction f, Term x) {
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
        };
    }

    static Term of(BinaryFunction f, Term a, Term b) {
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
        };
    }

    /** a where the condition is not 0, else b. */
    static Term select(Term condition, Term a, Term b) {
        return condition.isEqualTo(0).choose(b, a);
    }

    private static Term reciprocal(Term x) {
        return x.constant(1).divide(x);
    }

    private static Term exp(Term x) {
        return power(boundedMagnitude(x).withSignOf(x));
    }

    private static Term expOfNegatedMagnitude(Term x) {
        return power(boundedMagnitude(x).negate());
    }

    /** With one comparison for both bounds of exp; between them and these the results are the same, 0 or ∞. */
    private static Term boundedMagnitude(Term x) {
        Term magnitude = x.abs();
        return magnitude.greater(-Exponential.LEAST).choose(-Exponential.LEAST, magnitude);
    }

    private static Term power(Term bounded) {
        Term shifted = bounded.fma(LOG2_E, Exponential.ROUND_WIDE);
        Term minusN = shifted.subtract(Exponential.ROUND_WIDE).negate();
        Term high = minusN.fma(LN2_HIGH, bounded);
        Term power = high.add(tail(high, minusN.multiply(LN2_LOW))).add(1);
        Term exponents = shifted.bits();
        Term half = exponents.shiftRight(1);
        return power.multiply(half.shiftLeft(52).number())
                .multiply(exponents.subtractBits(half).shiftLeft(52).number());
    }

    private static Term tail(Term high, Term low) {
        Term r = high.add(low);
        Term square = r.multiply(r);
        Term fourth = square.multiply(square);
        Term q01 = r.fma(Exponential.Q1, Exponential.Q0);
        Term q23 = r.fma(Exponential.Q3, Exponential.Q2);
        Term q45 = r.fma(Exponential.Q5, Exponential.Q4);
        Term q67 = r.fma(Exponential.Q7, Exponential.Q6);
        Term q89 = r.fma(Exponential.Q9, Exponential.Q8);
        Term q03 = square.fma(q23, q01);
        Term q47 = square.fma(q67, q45);
        Term q = fourth.fma(fourth.fma(q89, q47), q03);
        return square.fma(q, low);
    }

    private static Term expm1(Term x) {
        Term atLeast = x.less(Exponential.EXPM1_LEAST).choose(Exponential.EXPM1_LEAST, x);
        Term bounded = atLeast.greater(Exponential.GREATEST).choose(Exponential.GREATEST, atLeast);
        Term shifted = bounded.fma(LOG2_E, Exponential.ROUND_HALF);
        Term n = shifted.subtract(Exponential.ROUND_HALF);
        Term minusN = n.negate();
        Term high = minusN.fma(LN2_HIGH, bounded);
        Term tail = tail(high, minusN.multiply(LN2_LOW));
        Term half = shifted.bits().shiftLeft(52).number();
        Term offset = half.subtract(0.5);
        Term sum = half.fma(high, offset);
        Term lost = half.fma(high, offset.subtract(sum));
        Term scaled = sum.add(half.fma(tail, lost)).multiply(2);
        return n.isEqualTo(0).choose(high.add(tail), scaled).withSignOf(x);
    }

    private static Term log(Term x) {
        Term subnormal = x.less(Double.MIN_NORMAL);
        Term bits = subnormal.choose(x.multiply(Logarithm.SUBNORMAL_SCALE), x).bits();
        Term biased = biased(bits);
        Term scaled = exponent(biased);
        Term e = subnormal.choose(scaled.subtract(Logarithm.SUBNORMAL_EXPONENT), scaled);
        return atTheEdges(x, logarithm(e, fraction(bits, biased), x.constant(0)));
    }

    private static Term log1p(Term x) {
        Term u = x.add(1);
        Term xInU = u.subtract(1);
        Term lost = u.subtract(xInU).subtractFrom(1).add(x.subtract(xInU));
        Term bits = u.bits();
        Term biased = biased(bits);
        Term f = fraction(bits, biased);
        // The mask has all bits that are subtracted from it, so that ^ is −.
        Term inverseScale = biased.and(Logarithm.EXPONENT_MASK)
                .xor(Logarithm.EXPONENT_MASK)
                .number()
                .multiply(0.5);
        Term minusF = f.negate();
        Term inverse = minusF.fma(minusF.fma(f.subtractFrom(1), 1), 1);
        Term correction = lost.multiply(inverseScale).multiply(inverse);
        return atTheEdges(u, logarithm(exponent(biased), f, correction)).withSignOf(x);
    }

    private static Term softplus(Term x) {
        Term w = expOfNegatedMagnitude(x);
        Term halved = w.greater(Logarithm.ROOT_TWO_MINUS_ONE);
        Term f = halved.choose(w.constant(0.5).fma(w, -0.5), w);
        return x.maximum(0).add(logarithm(halved.choose(1, 0), f, x.constant(0)));
    }

    private static Term biased(Term bits) {
        return bits.plusBits(Logarithm.ONE_BITS - Logarithm.SQRT_HALF_BITS);
    }

    private static Term exponent(Term biased) {
        return biased.shiftRight(52).or(Logarithm.INTEGER_BITS).number().subtract(Logarithm.INTEGER_BIAS);
    }

    private static Term fraction(Term bits, Term biased) {
        return bits.subtractBits(biased.and(Logarithm.EXPONENT_MASK))
                .plusBits(Logarithm.ONE_BITS)
                .number()
                .subtract(1);
    }

    private static Term logarithm(Term e, Term f, Term correction) {
        Term s = f.divide(f.add(2));
        Term square = s.multiply(s);
        Term fourth = square.multiply(square);
        Term even = polynomial(fourth, Logarithm.L6, Logarithm.L4, Logarithm.L2, Logarithm.L0);
        Term odd = polynomial(fourth, Logarithm.L5, Logarithm.L3, Logarithm.L1);
        Term r = square.multiply(square.fma(odd, even));
        Term halfSquare = f.multiply(0.5).multiply(f);
        Term small = s.fma(halfSquare.add(r), e.fma(LN2_LOW, correction));
        return e.fma(LN2_HIGH, f.subtract(halfSquare.subtract(small)));
    }

    private static Term atTheEdges(Term x, Term logarithm) {
        Term finite = x.less(Double.POSITIVE_INFINITY).choose(logarithm, x);
        Term positive = x.greater(0).choose(finite, Double.NaN);
        return x.isEqualTo(0).choose(Double.NEGATIVE_INFINITY, positive);
    }

    private static Term sigmoid(Term x) {
        Term negative = x.less(0);
        Term w = expOfNegatedMagnitude(x);
        Term denominator = w.add(1);
        Term lost = w.subtract(denominator.subtract(1));
        Term numerator = negative.choose(w, 1);
        Term quotient = numerator.divide(denominator);
        Term remainder = quotient.negate().fma(denominator, numerator).subtract(quotient.multiply(lost));
        return remainder.fma(negative.choose(quotient.subtractFrom(1), quotient), quotient);
    }

    private static Term tanh(Term x) {
        Term magnitude = x.abs();
        Term doubled = magnitude
                .greater(Sigmoidal.TANH_GREATEST)
                .choose(Sigmoidal.TANH_GREATEST, magnitude)
                .multiply(-2);
        Term shifted = doubled.fma(LOG2_E, Exponential.ROUND);
        Term minusN = shifted.subtract(Exponential.ROUND).negate();
        Term scale = shifted.bits().shiftLeft(52).number();
        Term high = minusN.fma(LN2_HIGH, doubled);
        Term tail = scale.multiply(tail(high, minusN.multiply(LN2_LOW)));
        Term head = scale.multiply(high);

        Term difference = scale.subtractFrom(1);
        Term sum = difference.subtract(head);
        Term numerator = sum.subtract(tail);
        Term lost = difference
                .subtractFrom(1)
                .subtract(scale)
                .add(difference.subtract(sum).subtract(head));
        Term numeratorLost = sum.subtract(numerator).subtract(tail).add(lost);
        Term denominator = numerator.subtractFrom(2);
        Term denominatorLost = denominator.subtractFrom(2).subtract(numerator).subtract(numeratorLost);
        Term quotient = numerator.divide(denominator);
        Term remainder = quotient.negate()
                .fma(denominator, numerator)
                .add(numeratorLost.subtract(quotient.multiply(denominatorLost)));
        return remainder.fma(quotient.fma(0.5, 0.5), quotient).withSignOf(x);
    }

    private static Term erf(Term x) {
        Term square = x.multiply(x);
        Term fourth = square.multiply(square);
        Term even = polynomial(
                fourth,
                ErrorFunction.P12,
                ErrorFunction.P10,
                ErrorFunction.P8,
                ErrorFunction.P6,
                ErrorFunction.P4,
                ErrorFunction.P2,
                ErrorFunction.P0);
        Term odd = polynomial(
                fourth,
                ErrorFunction.P11,
                ErrorFunction.P9,
                ErrorFunction.P7,
                ErrorFunction.P5,
                ErrorFunction.P3,
                ErrorFunction.P1);
        Term nearZero = x.fma(square.fma(odd, even), x);
        return x.abs().less(1).choose(nearZero, farOut(x.abs()).withSignOf(x));
    }

    private static Term farOut(Term x) {
        Term t = x.greater(ErrorFunction.GREATEST)
                .choose(ErrorFunction.GREATEST, x)
                .subtract(1);
        Term square = t.multiply(t);
        Term even = polynomial(
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
        Term odd = polynomial(
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

    /** By Horner's scheme, the highest coefficient first. */
    private static Term polynomial(Term x, double highest, double second, double... others) {
        Term sum = x.fma(highest, second);
        for (double coefficient : others) {
            sum = x.fma(sum, coefficient);
        }
        return sum;
    }
}
