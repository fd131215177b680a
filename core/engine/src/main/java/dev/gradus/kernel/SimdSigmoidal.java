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

    private SimdSigmoidal() {}

    /** out = 1/(1 + e^−x) for whole vectors. */
    static void sigmoid(double[] x, int atX, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            sigmoid(DoubleVector.fromArray(SPECIES, x, atX + i)).intoArray(out, at + i);
        }
    }

    /** out = tanh x for whole vectors. */
    static void tanh(double[] x, int atX, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            tanh(DoubleVector.fromArray(SPECIES, x, atX + i)).intoArray(out, at + i);
        }
    }

    private static DoubleVector sigmoid(DoubleVector x) {
        VectorMask<Double> negative = x.lt(ZERO);
        DoubleVector w = SimdExponential.exp(x.abs().neg());
        DoubleVector denominator = w.add(ONE);
        DoubleVector lost = w.sub(denominator.sub(ONE));
        DoubleVector numerator = ONE.blend(w, negative);
        DoubleVector q = numerator.div(denominator);
        DoubleVector remainder = q.neg().fma(denominator, numerator).sub(q.mul(lost));
        return remainder.fma(q.blend(ONE.sub(q), negative), q);
    }

    private static DoubleVector tanh(DoubleVector x) {
        DoubleVector magnitude = x.abs();
        DoubleVector doubled = magnitude
                .blend(TANH_GREATEST, magnitude.compare(VectorOperators.GT, TANH_GREATEST))
                .mul(MINUS_TWO);
        DoubleVector shifted = doubled.fma(LOG2_E, ROUND);
        DoubleVector minusN = shifted.sub(ROUND).neg();
        DoubleVector scale =
                shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
        DoubleVector high = minusN.fma(LN2_HIGH, doubled);
        DoubleVector tail = scale.mul(SimdExponential.tail(high, minusN.mul(LN2_LOW)));
        DoubleVector head = scale.mul(high);

        DoubleVector difference = ONE.sub(scale);
        DoubleVector sum = difference.sub(head);
        DoubleVector numerator = sum.sub(tail);
        DoubleVector lost =
                ONE.sub(difference).sub(scale).add(difference.sub(sum).sub(head));
        DoubleVector numeratorLost = sum.sub(numerator).sub(tail).add(lost);
        DoubleVector denominator = TWO.sub(numerator);
        DoubleVector denominatorLost = TWO.sub(denominator).sub(numerator).sub(numeratorLost);
        DoubleVector q = numerator.div(denominator);
        DoubleVector remainder = q.neg().fma(denominator, numerator).add(numeratorLost.sub(q.mul(denominatorLost)));
        LongVector sign = x.reinterpretAsLongs().and(Long.MIN_VALUE);
        return remainder.fma(HALF.fma(q, HALF), q).reinterpretAsLongs().or(sign).reinterpretAsDoubles();
    }
}
