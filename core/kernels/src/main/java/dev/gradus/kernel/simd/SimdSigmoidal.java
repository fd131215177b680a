package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.SPECIES;
import static dev.gradus.kernel.simd.SimdLoop.SECOND;
import static dev.gradus.kernel.simd.SimdLoop.THIRD;

import dev.gradus.kernel.math.Exponential;
import dev.gradus.kernel.math.Sigmoidal;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link Sigmoidal} on vectors, operation for operation. {@link SimdLoop} explains why it is split into parts. */
final class SimdSigmoidal {
    private SimdSigmoidal() {}

    /** Computes out = 1/(1 + e^−x) from e^−|x|. */
    static void sigmoid(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector w = DoubleVector.fromArray(SPECIES, scratch, i);
            VectorMask<Double> negative = argument.lt(zero);
            DoubleVector denominator = w.add(one);
            DoubleVector lost = w.sub(denominator.sub(one));
            DoubleVector numerator = one.blend(w, negative);
            DoubleVector quotient = numerator.div(denominator);
            DoubleVector remainder = quotient.neg().fma(denominator, numerator).sub(quotient.mul(lost));
            remainder.fma(quotient.blend(one.sub(quotient), negative), quotient).intoArray(out, at + i);
        }
    }

    /** Computes high, low and 2^n from x. */
    static void reduceForTanh(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector minusTwo = DoubleVector.broadcast(SPECIES, -2);
        DoubleVector tanhGreatest = DoubleVector.broadcast(SPECIES, Sigmoidal.TANH_GREATEST);
        DoubleVector log2E = DoubleVector.broadcast(SPECIES, Exponential.LOG2_E);
        DoubleVector ln2High = DoubleVector.broadcast(SPECIES, Exponential.LN2_HIGH);
        DoubleVector ln2Low = DoubleVector.broadcast(SPECIES, Exponential.LN2_LOW);
        DoubleVector round = DoubleVector.broadcast(SPECIES, Exponential.ROUND);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector magnitude = argument.abs();
            DoubleVector doubled = magnitude
                    .blend(tanhGreatest, magnitude.compare(VectorOperators.GT, tanhGreatest))
                    .mul(minusTwo);
            DoubleVector shifted = doubled.fma(log2E, round);
            DoubleVector minusN = shifted.sub(round).neg();
            minusN.fma(ln2High, doubled).intoArray(scratch, i);
            minusN.mul(ln2Low).intoArray(scratch, SECOND + i);
            shifted.reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHL, 52)
                    .reinterpretAsDoubles()
                    .intoArray(scratch, THIRD + i);
        }
    }

    /** Computes out = tanh x from high, tail and 2^n. */
    static void tanh(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector half = DoubleVector.broadcast(SPECIES, 0.5);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector scale = DoubleVector.fromArray(SPECIES, scratch, THIRD + i);
            DoubleVector tail = scale.mul(DoubleVector.fromArray(SPECIES, scratch, SECOND + i));
            DoubleVector head = scale.mul(DoubleVector.fromArray(SPECIES, scratch, i));

            DoubleVector difference = one.sub(scale);
            DoubleVector sum = difference.sub(head);
            DoubleVector numerator = sum.sub(tail);
            DoubleVector lost =
                    one.sub(difference).sub(scale).add(difference.sub(sum).sub(head));
            DoubleVector numeratorLost = sum.sub(numerator).sub(tail).add(lost);
            DoubleVector denominator = two.sub(numerator);
            DoubleVector denominatorLost = two.sub(denominator).sub(numerator).sub(numeratorLost);
            DoubleVector quotient = numerator.div(denominator);
            DoubleVector remainder =
                    quotient.neg().fma(denominator, numerator).add(numeratorLost.sub(quotient.mul(denominatorLost)));
            LongVector sign = argument.reinterpretAsLongs().and(Long.MIN_VALUE);
            remainder
                    .fma(half.fma(quotient, half), quotient)
                    .reinterpretAsLongs()
                    .or(sign)
                    .reinterpretAsDoubles()
                    .intoArray(out, at + i);
        }
    }
}
