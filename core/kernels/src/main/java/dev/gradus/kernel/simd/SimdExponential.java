package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.BITS;
import static dev.gradus.kernel.simd.Simd.HAS_LONG_MINIMUM;
import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.SPECIES;
import static dev.gradus.kernel.simd.SimdLoop.SECOND;
import static dev.gradus.kernel.simd.SimdLoop.THIRD;

import dev.gradus.kernel.math.Exponential;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** {@link Exponential} on vectors, operation for operation. {@link SimdLoop} explains why it is split into parts. */
final class SimdExponential {
    private SimdExponential() {}

    /**
     * scratch = x, limited to −746 and 746. These limits need only one comparison and give the same results as those of
     * {@link Exponential}, 0 or ∞. On JDK 17 two comparisons take longer than the polynomial, and one takes longer than
     * the minimum of integers.
     */
    static void bound(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector greatest = DoubleVector.broadcast(SPECIES, -Exponential.LEAST);
        LongVector nansToNegative = LongVector.broadcast(BITS, Exponential.NANS_TO_NEGATIVE);
        LongVector greatestMoved = greatest.reinterpretAsLongs().add(nansToNegative);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector magnitude = argument.abs();
            LongVector bounded = HAS_LONG_MINIMUM
                    ? magnitude
                            .reinterpretAsLongs()
                            .add(nansToNegative)
                            .min(greatestMoved)
                            .sub(nansToNegative)
                    : magnitude
                            .blend(greatest, magnitude.compare(VectorOperators.GT, greatest))
                            .reinterpretAsLongs();
            LongVector sign = argument.reinterpretAsLongs().and(Long.MIN_VALUE);
            bounded.or(sign).reinterpretAsDoubles().intoArray(scratch, i);
        }
    }

    /** scratch = −|x|, at least −746, for functions of e^−|x|, which cannot overflow. */
    static void boundNegatedMagnitude(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector greatest = DoubleVector.broadcast(SPECIES, -Exponential.LEAST);
        LongVector nansToNegative = LongVector.broadcast(BITS, Exponential.NANS_TO_NEGATIVE);
        LongVector greatestMoved = greatest.reinterpretAsLongs().add(nansToNegative);
        LongVector backWithSign = LongVector.broadcast(BITS, Long.MIN_VALUE - Exponential.NANS_TO_NEGATIVE);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector magnitude = DoubleVector.fromArray(SPECIES, x, atX + i).abs();
            DoubleVector negated = HAS_LONG_MINIMUM
                    ? magnitude
                            .reinterpretAsLongs()
                            .add(nansToNegative)
                            .min(greatestMoved)
                            .add(backWithSign)
                            .reinterpretAsDoubles()
                    : magnitude
                            .blend(greatest, magnitude.compare(VectorOperators.GT, greatest))
                            .neg();
            negated.intoArray(scratch, i);
        }
    }

    /** scratch = e^scratch. */
    static void power(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        power(scratch, scratch, 0, count);
    }

    /** out = e^scratch. */
    static void exp(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        power(scratch, out, at, count);
    }

    /** out = e^bounded. */
    private static void power(double[] bounded, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector log2E = DoubleVector.broadcast(SPECIES, Exponential.LOG2_E);
        DoubleVector ln2High = DoubleVector.broadcast(SPECIES, Exponential.LN2_HIGH);
        DoubleVector ln2Low = DoubleVector.broadcast(SPECIES, Exponential.LN2_LOW);
        DoubleVector roundWide = DoubleVector.broadcast(SPECIES, Exponential.ROUND_WIDE);
        DoubleVector q0 = DoubleVector.broadcast(SPECIES, Exponential.Q0);
        DoubleVector q1 = DoubleVector.broadcast(SPECIES, Exponential.Q1);
        DoubleVector q2 = DoubleVector.broadcast(SPECIES, Exponential.Q2);
        DoubleVector q3 = DoubleVector.broadcast(SPECIES, Exponential.Q3);
        DoubleVector q4 = DoubleVector.broadcast(SPECIES, Exponential.Q4);
        DoubleVector q5 = DoubleVector.broadcast(SPECIES, Exponential.Q5);
        DoubleVector q6 = DoubleVector.broadcast(SPECIES, Exponential.Q6);
        DoubleVector q7 = DoubleVector.broadcast(SPECIES, Exponential.Q7);
        DoubleVector q8 = DoubleVector.broadcast(SPECIES, Exponential.Q8);
        DoubleVector q9 = DoubleVector.broadcast(SPECIES, Exponential.Q9);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, bounded, i);
            DoubleVector shifted = x.fma(log2E, roundWide);
            DoubleVector minusN = shifted.sub(roundWide).neg();
            DoubleVector high = minusN.fma(ln2High, x);
            DoubleVector low = minusN.mul(ln2Low);
            DoubleVector r = high.add(low);
            DoubleVector square = r.mul(r);
            DoubleVector fourth = square.mul(square);
            DoubleVector q01 = r.fma(q1, q0);
            DoubleVector q23 = r.fma(q3, q2);
            DoubleVector q45 = r.fma(q5, q4);
            DoubleVector q67 = r.fma(q7, q6);
            DoubleVector q89 = r.fma(q9, q8);
            DoubleVector q03 = square.fma(q23, q01);
            DoubleVector q47 = square.fma(q67, q45);
            DoubleVector q = fourth.fma(fourth.fma(q89, q47), q03);
            DoubleVector tail = square.fma(q, low);

            DoubleVector power = high.add(tail).add(one);
            LongVector exponents = shifted.reinterpretAsLongs();
            LongVector half = exponents.lanewise(VectorOperators.LSHR, 1);
            power.mul(half.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles())
                    .mul(exponents.sub(half).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles())
                    .intoArray(out, at + i);
        }
    }

    /** Computes high, low and a number with n in its low bits from x. */
    static void reduceForExpm1(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector greatest = DoubleVector.broadcast(SPECIES, Exponential.GREATEST);
        DoubleVector expm1Least = DoubleVector.broadcast(SPECIES, Exponential.EXPM1_LEAST);
        DoubleVector log2E = DoubleVector.broadcast(SPECIES, Exponential.LOG2_E);
        DoubleVector ln2High = DoubleVector.broadcast(SPECIES, Exponential.LN2_HIGH);
        DoubleVector ln2Low = DoubleVector.broadcast(SPECIES, Exponential.LN2_LOW);
        DoubleVector roundHalf = DoubleVector.broadcast(SPECIES, Exponential.ROUND_HALF);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector atLeast = argument.blend(expm1Least, argument.lt(expm1Least));
            DoubleVector bounded = atLeast.blend(greatest, atLeast.compare(VectorOperators.GT, greatest));
            DoubleVector shifted = bounded.fma(log2E, roundHalf);
            DoubleVector minusN = shifted.sub(roundHalf).neg();
            DoubleVector high = minusN.fma(ln2High, bounded);
            high.intoArray(scratch, i);
            minusN.mul(ln2Low).intoArray(scratch, SECOND + i);
            shifted.intoArray(scratch, THIRD + i);
        }
    }

    /** Computes high and tail from high and low. */
    static void tail(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector q0 = DoubleVector.broadcast(SPECIES, Exponential.Q0);
        DoubleVector q1 = DoubleVector.broadcast(SPECIES, Exponential.Q1);
        DoubleVector q2 = DoubleVector.broadcast(SPECIES, Exponential.Q2);
        DoubleVector q3 = DoubleVector.broadcast(SPECIES, Exponential.Q3);
        DoubleVector q4 = DoubleVector.broadcast(SPECIES, Exponential.Q4);
        DoubleVector q5 = DoubleVector.broadcast(SPECIES, Exponential.Q5);
        DoubleVector q6 = DoubleVector.broadcast(SPECIES, Exponential.Q6);
        DoubleVector q7 = DoubleVector.broadcast(SPECIES, Exponential.Q7);
        DoubleVector q8 = DoubleVector.broadcast(SPECIES, Exponential.Q8);
        DoubleVector q9 = DoubleVector.broadcast(SPECIES, Exponential.Q9);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector high = DoubleVector.fromArray(SPECIES, scratch, i);
            DoubleVector low = DoubleVector.fromArray(SPECIES, scratch, SECOND + i);
            DoubleVector r = high.add(low);
            DoubleVector square = r.mul(r);
            DoubleVector fourth = square.mul(square);
            DoubleVector q01 = r.fma(q1, q0);
            DoubleVector q23 = r.fma(q3, q2);
            DoubleVector q45 = r.fma(q5, q4);
            DoubleVector q67 = r.fma(q7, q6);
            DoubleVector q89 = r.fma(q9, q8);
            DoubleVector q03 = square.fma(q23, q01);
            DoubleVector q47 = square.fma(q67, q45);
            DoubleVector q = fourth.fma(fourth.fma(q89, q47), q03);
            square.fma(q, low).intoArray(scratch, SECOND + i);
        }
    }

    /** Computes out = e^x − 1 from high, tail and n. */
    static void expm1(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);
        DoubleVector oneHalf = DoubleVector.broadcast(SPECIES, 0.5);
        DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
        DoubleVector roundHalf = DoubleVector.broadcast(SPECIES, Exponential.ROUND_HALF);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector high = DoubleVector.fromArray(SPECIES, scratch, i);
            DoubleVector tail = DoubleVector.fromArray(SPECIES, scratch, SECOND + i);
            DoubleVector shifted = DoubleVector.fromArray(SPECIES, scratch, THIRD + i);
            DoubleVector n = shifted.sub(roundHalf);
            DoubleVector half = shifted.reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHL, 52)
                    .reinterpretAsDoubles();
            DoubleVector offset = half.sub(oneHalf);
            DoubleVector sum = half.fma(high, offset);
            DoubleVector lost = half.fma(high, offset.sub(sum));
            DoubleVector scaled = sum.add(half.fma(tail, lost)).mul(two);
            LongVector sign = argument.reinterpretAsLongs().and(Long.MIN_VALUE);
            scaled.blend(high.add(tail), n.eq(zero))
                    .reinterpretAsLongs()
                    .and(Long.MAX_VALUE)
                    .or(sign)
                    .reinterpretAsDoubles()
                    .intoArray(out, at + i);
        }
    }
}
