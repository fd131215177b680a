package dev.gradus.kernel;

import static dev.gradus.kernel.Simd.LANES;
import static dev.gradus.kernel.Simd.SPECIES;
import static dev.gradus.kernel.SimdLoop.SECOND;
import static dev.gradus.kernel.SimdLoop.THIRD;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link Sigmoidal} on vectors, operation for operation. See {@link SimdLoop} for why formulas are in parts. */
final class SimdSigmoidal {
    private static final DoubleVector ZERO = DoubleVector.broadcast(SPECIES, 0);
    private static final DoubleVector HALF = DoubleVector.broadcast(SPECIES, 0.5);
    private static final DoubleVector ONE = DoubleVector.broadcast(SPECIES, 1);
    private static final DoubleVector TWO = DoubleVector.broadcast(SPECIES, 2);
    private static final DoubleVector MINUS_TWO = DoubleVector.broadcast(SPECIES, -2);
    private static final DoubleVector TANH_GREATEST = DoubleVector.broadcast(SPECIES, Sigmoidal.TANH_GREATEST);
    private static final DoubleVector LOG2_E = DoubleVector.broadcast(SPECIES, Exponential.LOG2_E);
    private static final DoubleVector LN2_HIGH = DoubleVector.broadcast(SPECIES, Exponential.LN2_HIGH);
    private static final DoubleVector LN2_LOW = DoubleVector.broadcast(SPECIES, Exponential.LN2_LOW);
    private static final DoubleVector ROUND = DoubleVector.broadcast(SPECIES, Exponential.ROUND);

    private SimdSigmoidal() {}

    /** From e^−|x| to out = 1/(1 + e^−x). */
    static void sigmoid(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector w = DoubleVector.fromArray(SPECIES, scratch, i);
            VectorMask<Double> negative = argument.lt(ZERO);
            DoubleVector denominator = w.add(ONE);
            DoubleVector lost = w.sub(denominator.sub(ONE));
            DoubleVector numerator = ONE.blend(w, negative);
            DoubleVector quotient = numerator.div(denominator);
            DoubleVector remainder = quotient.neg().fma(denominator, numerator).sub(quotient.mul(lost));
            remainder.fma(quotient.blend(ONE.sub(quotient), negative), quotient).intoArray(out, at + i);
        }
    }

    /** From x to high, low and n in its bits. */
    static void reduceForTanh(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector magnitude = argument.abs();
            DoubleVector doubled = magnitude
                    .blend(TANH_GREATEST, magnitude.compare(VectorOperators.GT, TANH_GREATEST))
                    .mul(MINUS_TWO);
            DoubleVector shifted = doubled.fma(LOG2_E, ROUND);
            DoubleVector minusN = shifted.sub(ROUND).neg();
            minusN.fma(LN2_HIGH, doubled).intoArray(scratch, i);
            minusN.mul(LN2_LOW).intoArray(scratch, SECOND + i);
            shifted.intoArray(scratch, THIRD + i);
        }
    }

    /** From high, tail and n to out = tanh x. */
    static void tanh(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector scale = DoubleVector.fromArray(SPECIES, scratch, THIRD + i)
                    .reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHL, 52)
                    .reinterpretAsDoubles();
            DoubleVector tail = scale.mul(DoubleVector.fromArray(SPECIES, scratch, SECOND + i));
            DoubleVector head = scale.mul(DoubleVector.fromArray(SPECIES, scratch, i));

            DoubleVector difference = ONE.sub(scale);
            DoubleVector sum = difference.sub(head);
            DoubleVector numerator = sum.sub(tail);
            DoubleVector lost =
                    ONE.sub(difference).sub(scale).add(difference.sub(sum).sub(head));
            DoubleVector numeratorLost = sum.sub(numerator).sub(tail).add(lost);
            DoubleVector denominator = TWO.sub(numerator);
            DoubleVector denominatorLost = TWO.sub(denominator).sub(numerator).sub(numeratorLost);
            DoubleVector quotient = numerator.div(denominator);
            DoubleVector remainder =
                    quotient.neg().fma(denominator, numerator).add(numeratorLost.sub(quotient.mul(denominatorLost)));
            LongVector sign = argument.reinterpretAsLongs().and(Long.MIN_VALUE);
            remainder
                    .fma(HALF.fma(quotient, HALF), quotient)
                    .reinterpretAsLongs()
                    .or(sign)
                    .reinterpretAsDoubles()
                    .intoArray(out, at + i);
        }
    }
}
