package dev.gradus.kernel;

import static dev.gradus.kernel.Simd.LANES;
import static dev.gradus.kernel.Simd.SPECIES;
import static dev.gradus.kernel.SimdLoop.SECOND;
import static dev.gradus.kernel.SimdLoop.THIRD;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Logarithm} on vectors, operation for operation: from x to an exponent e, a fraction f and a correction; from those
 * to their sum; from that to the result. See {@link SimdLoop} for why formulas are in parts.
 */
final class SimdLogarithm {
    private static final DoubleVector ZERO = DoubleVector.broadcast(SPECIES, 0);
    private static final DoubleVector HALF = DoubleVector.broadcast(SPECIES, 0.5);
    private static final DoubleVector MINUS_HALF = DoubleVector.broadcast(SPECIES, -0.5);
    private static final DoubleVector ONE = DoubleVector.broadcast(SPECIES, 1);
    private static final DoubleVector TWO = DoubleVector.broadcast(SPECIES, 2);
    private static final DoubleVector NAN = DoubleVector.broadcast(SPECIES, Double.NaN);
    private static final DoubleVector INFINITY = DoubleVector.broadcast(SPECIES, Double.POSITIVE_INFINITY);
    private static final DoubleVector MINUS_INFINITY = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
    private static final DoubleVector MIN_NORMAL = DoubleVector.broadcast(SPECIES, Double.MIN_NORMAL);
    private static final DoubleVector SUBNORMAL_SCALE = DoubleVector.broadcast(SPECIES, Logarithm.SUBNORMAL_SCALE);
    private static final DoubleVector SUBNORMAL_EXPONENT =
            DoubleVector.broadcast(SPECIES, Logarithm.SUBNORMAL_EXPONENT);
    private static final DoubleVector INTEGER_BIAS = DoubleVector.broadcast(SPECIES, Logarithm.INTEGER_BIAS);
    private static final DoubleVector ROOT_TWO_MINUS_ONE =
            DoubleVector.broadcast(SPECIES, Logarithm.ROOT_TWO_MINUS_ONE);
    private static final DoubleVector LN2_HIGH = DoubleVector.broadcast(SPECIES, Exponential.LN2_HIGH);
    private static final DoubleVector LN2_LOW = DoubleVector.broadcast(SPECIES, Exponential.LN2_LOW);
    private static final DoubleVector L0 = DoubleVector.broadcast(SPECIES, Logarithm.L0);
    private static final DoubleVector L1 = DoubleVector.broadcast(SPECIES, Logarithm.L1);
    private static final DoubleVector L2 = DoubleVector.broadcast(SPECIES, Logarithm.L2);
    private static final DoubleVector L3 = DoubleVector.broadcast(SPECIES, Logarithm.L3);
    private static final DoubleVector L4 = DoubleVector.broadcast(SPECIES, Logarithm.L4);
    private static final DoubleVector L5 = DoubleVector.broadcast(SPECIES, Logarithm.L5);
    private static final DoubleVector L6 = DoubleVector.broadcast(SPECIES, Logarithm.L6);

    private SimdLogarithm() {}

    /** From x to e, f and no correction. */
    static void reduceForLog(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            VectorMask<Double> subnormal = argument.lt(MIN_NORMAL);
            LongVector bits =
                    argument.blend(argument.mul(SUBNORMAL_SCALE), subnormal).reinterpretAsLongs();
            LongVector biased = bits.add(Logarithm.ONE_BITS - Logarithm.SQRT_HALF_BITS);
            DoubleVector scaled = biased.lanewise(VectorOperators.LSHR, 52)
                    .or(Logarithm.INTEGER_BITS)
                    .reinterpretAsDoubles()
                    .sub(INTEGER_BIAS);
            DoubleVector e = scaled.blend(scaled.sub(SUBNORMAL_EXPONENT), subnormal);
            DoubleVector f = bits.sub(biased.and(Logarithm.EXPONENT_MASK))
                    .add(Logarithm.ONE_BITS)
                    .reinterpretAsDoubles()
                    .sub(ONE);
            e.intoArray(scratch, i);
            f.intoArray(scratch, SECOND + i);
            ZERO.intoArray(scratch, THIRD + i);
        }
    }

    /** From x to e, f and correction. */
    static void reduceForLog1p(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector u = argument.add(ONE);
            DoubleVector xInU = u.sub(ONE);
            DoubleVector lost = ONE.sub(u.sub(xInU)).add(argument.sub(xInU));
            LongVector bits = u.reinterpretAsLongs();
            LongVector biased = bits.add(Logarithm.ONE_BITS - Logarithm.SQRT_HALF_BITS);
            DoubleVector f = bits.sub(biased.and(Logarithm.EXPONENT_MASK))
                    .add(Logarithm.ONE_BITS)
                    .reinterpretAsDoubles()
                    .sub(ONE);
            DoubleVector inverseScale = LongVector.broadcast(bits.species(), Logarithm.EXPONENT_MASK)
                    .sub(biased.and(Logarithm.EXPONENT_MASK))
                    .reinterpretAsDoubles()
                    .mul(HALF);
            DoubleVector minusF = f.neg();
            DoubleVector inverse = minusF.fma(minusF.fma(ONE.sub(f), ONE), ONE);
            DoubleVector correction = lost.mul(inverseScale).mul(inverse);
            DoubleVector e = biased.lanewise(VectorOperators.LSHR, 52)
                    .or(Logarithm.INTEGER_BITS)
                    .reinterpretAsDoubles()
                    .sub(INTEGER_BIAS);
            e.intoArray(scratch, i);
            f.intoArray(scratch, SECOND + i);
            correction.intoArray(scratch, THIRD + i);
        }
    }

    /** From w = e^−|x| to e, f and no correction of 1 + w. */
    static void reduceForSoftplus(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector w = DoubleVector.fromArray(SPECIES, scratch, i);
            VectorMask<Double> halved = w.compare(VectorOperators.GT, ROOT_TWO_MINUS_ONE);
            DoubleVector e = ZERO.blend(ONE, halved);
            DoubleVector f = w.blend(HALF.fma(w, MINUS_HALF), halved);
            e.intoArray(scratch, i);
            f.intoArray(scratch, SECOND + i);
            ZERO.intoArray(scratch, THIRD + i);
        }
    }

    /** From e, f and correction to e·ln 2 + ln(1 + f) + correction. */
    static void sum(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector e = DoubleVector.fromArray(SPECIES, scratch, i);
            DoubleVector f = DoubleVector.fromArray(SPECIES, scratch, SECOND + i);
            DoubleVector correction = DoubleVector.fromArray(SPECIES, scratch, THIRD + i);
            DoubleVector s = f.div(f.add(TWO));
            DoubleVector square = s.mul(s);
            DoubleVector fourth = square.mul(square);
            DoubleVector even = L6;
            even = fourth.fma(even, L4);
            even = fourth.fma(even, L2);
            even = fourth.fma(even, L0);
            DoubleVector odd = L5;
            odd = fourth.fma(odd, L3);
            odd = fourth.fma(odd, L1);
            DoubleVector r = square.mul(square.fma(odd, even));

            DoubleVector halfSquare = f.mul(HALF).mul(f);
            DoubleVector low = e.fma(LN2_LOW, correction);
            DoubleVector small = s.fma(halfSquare.add(r), low);
            e.fma(LN2_HIGH, f.sub(halfSquare.sub(small))).intoArray(scratch, i);
        }
    }

    /** From that sum to out = ln x. */
    static void log(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector sum = DoubleVector.fromArray(SPECIES, scratch, i);
            DoubleVector finite = argument.blend(sum, argument.lt(INFINITY));
            DoubleVector positive = NAN.blend(finite, argument.compare(VectorOperators.GT, ZERO));
            positive.blend(MINUS_INFINITY, argument.eq(ZERO)).intoArray(out, at + i);
        }
    }

    /** From that sum to out = ln(1 + x). */
    static void log1p(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector u = argument.add(ONE);
            DoubleVector sum = DoubleVector.fromArray(SPECIES, scratch, i);
            DoubleVector finite = u.blend(sum, u.lt(INFINITY));
            DoubleVector positive = NAN.blend(finite, u.compare(VectorOperators.GT, ZERO));
            DoubleVector logarithm = positive.blend(MINUS_INFINITY, u.eq(ZERO));
            LongVector sign = argument.reinterpretAsLongs().and(Long.MIN_VALUE);
            logarithm
                    .reinterpretAsLongs()
                    .and(Long.MAX_VALUE)
                    .or(sign)
                    .reinterpretAsDoubles()
                    .intoArray(out, at + i);
        }
    }

    /** From that sum to out = ln(1 + e^x). */
    static void softplus(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector.fromArray(SPECIES, x, atX + i)
                    .max(ZERO)
                    .add(DoubleVector.fromArray(SPECIES, scratch, i))
                    .intoArray(out, at + i);
        }
    }
}
