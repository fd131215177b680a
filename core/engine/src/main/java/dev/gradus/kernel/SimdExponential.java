package dev.gradus.kernel;

import static dev.gradus.kernel.Simd.LANES;
import static dev.gradus.kernel.Simd.SPECIES;
import static dev.gradus.kernel.SimdLoop.SECOND;
import static dev.gradus.kernel.SimdLoop.THIRD;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** {@link Exponential} on vectors, operation for operation. See {@link SimdLoop} for why formulas are in parts. */
final class SimdExponential {
    private static final DoubleVector ZERO = DoubleVector.broadcast(SPECIES, 0);
    private static final DoubleVector HALF = DoubleVector.broadcast(SPECIES, 0.5);
    private static final DoubleVector ONE = DoubleVector.broadcast(SPECIES, 1);
    private static final DoubleVector TWO = DoubleVector.broadcast(SPECIES, 2);
    private static final DoubleVector LEAST = DoubleVector.broadcast(SPECIES, Exponential.LEAST);
    private static final DoubleVector GREATEST = DoubleVector.broadcast(SPECIES, Exponential.GREATEST);
    private static final DoubleVector EXPM1_LEAST = DoubleVector.broadcast(SPECIES, Exponential.EXPM1_LEAST);
    private static final DoubleVector LOG2_E = DoubleVector.broadcast(SPECIES, Exponential.LOG2_E);
    private static final DoubleVector LN2_HIGH = DoubleVector.broadcast(SPECIES, Exponential.LN2_HIGH);
    private static final DoubleVector LN2_LOW = DoubleVector.broadcast(SPECIES, Exponential.LN2_LOW);
    private static final DoubleVector ROUND_WIDE = DoubleVector.broadcast(SPECIES, Exponential.ROUND_WIDE);
    private static final DoubleVector ROUND_HALF = DoubleVector.broadcast(SPECIES, Exponential.ROUND_HALF);
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

    private SimdExponential() {}

    /** out = e^x. */
    static void exp(double[] x, int atX, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector atLeast = argument.blend(LEAST, argument.lt(LEAST));
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
            power.mul(half.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles())
                    .mul(exponents.sub(half).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles())
                    .intoArray(out, at + i);
        }
    }

    /** scratch = −|x|, the power of e in functions that must not overflow. */
    static void negatedMagnitude(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector.fromArray(SPECIES, x, atX + i).abs().neg().intoArray(scratch, i);
        }
    }

    /** scratch = e^scratch. */
    static void expOfScratch(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        exp(scratch, 0, scratch, 0, count);
    }

    /** From x to high, low and n in its bits. */
    static void reduceForExpm1(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector atLeast = argument.blend(EXPM1_LEAST, argument.lt(EXPM1_LEAST));
            DoubleVector bounded = atLeast.blend(GREATEST, atLeast.compare(VectorOperators.GT, GREATEST));
            DoubleVector shifted = bounded.fma(LOG2_E, ROUND_HALF);
            DoubleVector minusN = shifted.sub(ROUND_HALF).neg();
            DoubleVector high = minusN.fma(LN2_HIGH, bounded);
            high.intoArray(scratch, i);
            minusN.mul(LN2_LOW).intoArray(scratch, SECOND + i);
            shifted.intoArray(scratch, THIRD + i);
        }
    }

    /** From high and low to high and tail. */
    static void tail(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector high = DoubleVector.fromArray(SPECIES, scratch, i);
            DoubleVector low = DoubleVector.fromArray(SPECIES, scratch, SECOND + i);
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
            square.fma(q, low).intoArray(scratch, SECOND + i);
        }
    }

    /** From high, tail and n to out = e^x − 1. */
    static void expm1(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector high = DoubleVector.fromArray(SPECIES, scratch, i);
            DoubleVector tail = DoubleVector.fromArray(SPECIES, scratch, SECOND + i);
            DoubleVector shifted = DoubleVector.fromArray(SPECIES, scratch, THIRD + i);
            DoubleVector n = shifted.sub(ROUND_HALF);
            DoubleVector half = shifted.reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHL, 52)
                    .reinterpretAsDoubles();
            DoubleVector offset = half.sub(HALF);
            DoubleVector sum = half.fma(high, offset);
            DoubleVector lost = half.fma(high, offset.sub(sum));
            DoubleVector scaled = sum.add(half.fma(tail, lost)).mul(TWO);
            LongVector sign = argument.reinterpretAsLongs().and(Long.MIN_VALUE);
            scaled.blend(high.add(tail), n.eq(ZERO))
                    .reinterpretAsLongs()
                    .and(Long.MAX_VALUE)
                    .or(sign)
                    .reinterpretAsDoubles()
                    .intoArray(out, at + i);
        }
    }
}
