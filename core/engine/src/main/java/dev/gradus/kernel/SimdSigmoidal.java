package dev.gradus.kernel;

import static dev.gradus.kernel.Simd.LANES;
import static dev.gradus.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link Sigmoidal} on vectors, operation for operation. */
final class SimdSigmoidal {
    private static final DoubleVector ONE = DoubleVector.broadcast(SPECIES, 1);
    private static final DoubleVector TWO = DoubleVector.broadcast(SPECIES, 2);
    private static final DoubleVector HALF = DoubleVector.broadcast(SPECIES, 0.5);
    private static final DoubleVector LOG2_E = DoubleVector.broadcast(SPECIES, Exponential.LOG2_E);
    private static final DoubleVector ROUND = DoubleVector.broadcast(SPECIES, Exponential.ROUND);
    private static final DoubleVector LN2_HIGH = DoubleVector.broadcast(SPECIES, Exponential.LN2_HIGH);
    private static final DoubleVector ZERO = DoubleVector.broadcast(SPECIES, 0);
    private static final DoubleVector MINUS_TWO = DoubleVector.broadcast(SPECIES, -2);
    private static final DoubleVector LN2_LOW = DoubleVector.broadcast(SPECIES, Exponential.LN2_LOW);
    private static final DoubleVector TANH_GREATEST = DoubleVector.broadcast(SPECIES, Sigmoidal.TANH_GREATEST);
    private static final DoubleVector Q0 = DoubleVector.broadcast(SPECIES, Exponential.Q0);
    private static final DoubleVector Q1 = DoubleVector.broadcast(SPECIES, Exponential.Q1);
    private static final DoubleVector Q2 = DoubleVector.broadcast(SPECIES, Exponential.Q2);
    private static final DoubleVector Q3 = DoubleVector.broadcast(SPECIES, Exponential.Q3);
    private static final DoubleVector Q4 = DoubleVector.broadcast(SPECIES, Exponential.Q4);
    private static final DoubleVector Q5 = DoubleVector.broadcast(SPECIES, Exponential.Q5);
    private static final DoubleVector Q6 = DoubleVector.broadcast(SPECIES, Exponential.Q6);
    private static final DoubleVector Q7 = DoubleVector.broadcast(SPECIES, Exponential.Q7);
    private static final DoubleVector Q8 = DoubleVector.broadcast(SPECIES, Exponential.Q8);
    private static final DoubleVector Q9 = DoubleVector.broadcast(SPECIES, Exponential.Q9);
    private static final DoubleVector LEAST = DoubleVector.broadcast(SPECIES, Exponential.LEAST);
    private static final DoubleVector GREATEST = DoubleVector.broadcast(SPECIES, Exponential.GREATEST);
    private static final DoubleVector ROUND_WIDE = DoubleVector.broadcast(SPECIES, Exponential.ROUND_WIDE);

    private SimdSigmoidal() {}

    /** out = 1/(1 + e^−x) for whole vectors. */
    static void sigmoid(double[] x, int atX, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            VectorMask<Double> negative = argument.lt(ZERO);
            DoubleVector exponent = argument.abs().neg();
            DoubleVector atLeast = exponent.blend(LEAST, exponent.lt(LEAST));
            DoubleVector bounded = atLeast.blend(GREATEST, atLeast.compare(VectorOperators.GT, GREATEST));
            DoubleVector shifted = bounded.fma(LOG2_E, ROUND_WIDE);
            DoubleVector minusN = shifted.sub(ROUND_WIDE).neg();
            DoubleVector high = minusN.fma(LN2_HIGH, bounded);
            DoubleVector low = minusN.mul(LN2_LOW);
            DoubleVector r = high.add(low);
            DoubleVector square = r.mul(r);
            DoubleVector fourth = square.mul(square);
            DoubleVector q01 = r.fma(Q1, Q0);
            DoubleVector q23 = r.fma(Q3, Q2);
            DoubleVector q45 = r.fma(Q5, Q4);
            DoubleVector q67 = r.fma(Q7, Q6);
            DoubleVector q89 = r.fma(Q9, Q8);
            DoubleVector q03 = square.fma(q23, q01);
            DoubleVector q47 = square.fma(q67, q45);
            DoubleVector q = fourth.fma(fourth.fma(q89, q47), q03);
            DoubleVector tail = square.fma(q, low);

            DoubleVector power = high.add(tail).add(ONE);
            LongVector exponents = shifted.reinterpretAsLongs();
            LongVector half = exponents.lanewise(VectorOperators.LSHR, 1);
            DoubleVector w = power.mul(half.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles())
                    .mul(exponents.sub(half).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles());

            DoubleVector denominator = w.add(ONE);
            DoubleVector lost = w.sub(denominator.sub(ONE));
            DoubleVector numerator = ONE.blend(w, negative);
            DoubleVector quotient = numerator.div(denominator);
            DoubleVector remainder = quotient.neg().fma(denominator, numerator).sub(quotient.mul(lost));
            remainder.fma(quotient.blend(ONE.sub(quotient), negative), quotient).intoArray(out, at + i);
        }
    }

    /** out = tanh x for whole vectors. */
    static void tanh(double[] x, int atX, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector magnitude = argument.abs();
            DoubleVector doubled = magnitude
                    .blend(TANH_GREATEST, magnitude.compare(VectorOperators.GT, TANH_GREATEST))
                    .mul(MINUS_TWO);
            DoubleVector shifted = doubled.fma(LOG2_E, ROUND);
            DoubleVector minusN = shifted.sub(ROUND).neg();
            DoubleVector scale =
                    shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
            DoubleVector high = minusN.fma(LN2_HIGH, doubled);
            DoubleVector low = minusN.mul(LN2_LOW);
            DoubleVector r = high.add(low);
            DoubleVector square = r.mul(r);
            DoubleVector fourth = square.mul(square);
            DoubleVector q01 = r.fma(Q1, Q0);
            DoubleVector q23 = r.fma(Q3, Q2);
            DoubleVector q45 = r.fma(Q5, Q4);
            DoubleVector q67 = r.fma(Q7, Q6);
            DoubleVector q89 = r.fma(Q9, Q8);
            DoubleVector q03 = square.fma(q23, q01);
            DoubleVector q47 = square.fma(q67, q45);
            DoubleVector q = fourth.fma(fourth.fma(q89, q47), q03);
            DoubleVector tail = scale.mul(square.fma(q, low));
            DoubleVector head = scale.mul(high);

            DoubleVector difference = ONE.sub(scale);
            DoubleVector sum = difference.sub(head);
            DoubleVector numerator = sum.sub(tail);
            DoubleVector lost =
                    ONE.sub(difference).sub(scale).add(difference.sub(sum).sub(head));
            DoubleVector numeratorLost = sum.sub(numerator).sub(tail).add(lost);
            DoubleVector denominator = TWO.sub(numerator);
            DoubleVector denominatorLost = TWO.sub(denominator).sub(numerator).sub(numeratorLost);
            DoubleVector quotient = numerator.div(denominator);
            DoubleVector remainder = quotient.neg().fma(denominator, numerator).add(numeratorLost.sub(quotient.mul(denominatorLost)));
            LongVector sign = argument.reinterpretAsLongs().and(Long.MIN_VALUE);
            remainder.fma(HALF.fma(quotient, HALF), quotient).reinterpretAsLongs().or(sign).reinterpretAsDoubles().intoArray(out, at + i);
        }
    }
}
