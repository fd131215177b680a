package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.SPECIES;
import static dev.gradus.kernel.simd.SimdLoop.BLOCK;
import static dev.gradus.kernel.simd.SimdLoop.SECOND;
import static dev.gradus.kernel.simd.SimdLoop.THIRD;

import dev.gradus.kernel.math.Exponential;
import dev.gradus.kernel.math.Logarithm;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Logarithm} on vectors, operation for operation. The parts compute an exponent e, a fraction f and a correction
 * from x, then their sum, then the result. {@link SimdLoop} explains why formulas are split into parts.
 */
final class SimdLogarithm {
    private SimdLogarithm() {}

    /** Computes out = ln x. A block needs only one loop if all of its numbers are normal. */
    static void log(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        int i = 0;
        do { // once for no elements, too
            int elements = Math.min(BLOCK, count - i);
            if (areNormal(x, atX + i, elements)) {
                logOfNormal(x, atX + i, out, at + i, elements);
            } else {
                reduceForLog(x, atX + i, scratch, elements);
                sum(x, atX + i, scratch, out, at + i, elements);
                logAtTheEdges(x, atX + i, scratch, out, at + i, elements);
            }
            i += elements;
        } while (i < count);
    }

    /** Returns whether all numbers are positive, finite and not subnormal. */
    private static boolean areNormal(double[] x, int atX, int count) {
        if (count == 0) {
            return true;
        }
        DoubleVector least = DoubleVector.broadcast(SPECIES, Double.MIN_NORMAL);
        DoubleVector infinity = DoubleVector.broadcast(SPECIES, Double.POSITIVE_INFINITY);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            VectorMask<Double> normal =
                    argument.compare(VectorOperators.GE, least).and(argument.lt(infinity));
            if (!normal.allTrue()) {
                return false;
            }
        }
        return true;
    }

    /** Computes the complete formula of {@link Logarithm#log} without its branches. */
    private static void logOfNormal(double[] x, int atX, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector half = DoubleVector.broadcast(SPECIES, 0.5);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
        DoubleVector integerBias = DoubleVector.broadcast(SPECIES, Logarithm.INTEGER_BIAS);
        DoubleVector ln2High = DoubleVector.broadcast(SPECIES, Exponential.LN2_HIGH);
        DoubleVector ln2Low = DoubleVector.broadcast(SPECIES, Exponential.LN2_LOW);
        DoubleVector l0 = DoubleVector.broadcast(SPECIES, Logarithm.L0);
        DoubleVector l1 = DoubleVector.broadcast(SPECIES, Logarithm.L1);
        DoubleVector l2 = DoubleVector.broadcast(SPECIES, Logarithm.L2);
        DoubleVector l3 = DoubleVector.broadcast(SPECIES, Logarithm.L3);
        DoubleVector l4 = DoubleVector.broadcast(SPECIES, Logarithm.L4);
        DoubleVector l5 = DoubleVector.broadcast(SPECIES, Logarithm.L5);
        DoubleVector l6 = DoubleVector.broadcast(SPECIES, Logarithm.L6);
        for (int i = 0; i < count; i += LANES) {
            LongVector bits = DoubleVector.fromArray(SPECIES, x, atX + i).reinterpretAsLongs();
            LongVector biased = bits.add(Logarithm.ONE_BITS - Logarithm.SQRT_HALF_BITS);
            DoubleVector e = biased.lanewise(VectorOperators.LSHR, 52)
                    .or(Logarithm.INTEGER_BITS)
                    .reinterpretAsDoubles()
                    .sub(integerBias);
            DoubleVector f = bits.sub(biased.and(Logarithm.EXPONENT_MASK))
                    .add(Logarithm.ONE_BITS)
                    .reinterpretAsDoubles()
                    .sub(one);
            DoubleVector s = f.div(f.add(two));
            DoubleVector square = s.mul(s);
            DoubleVector fourth = square.mul(square);
            DoubleVector even = fourth.fma(fourth.fma(fourth.fma(l6, l4), l2), l0);
            DoubleVector odd = fourth.fma(fourth.fma(l5, l3), l1);
            DoubleVector r = square.mul(square.fma(odd, even));
            DoubleVector halfSquare = f.mul(half).mul(f);
            DoubleVector small = s.fma(halfSquare.add(r), e.mul(ln2Low));
            e.fma(ln2High, f.sub(halfSquare.sub(small))).intoArray(out, at + i);
        }
    }

    /** Computes e and f from x; the correction is 0. */
    private static void reduceForLog(double[] x, int atX, double[] scratch, int count) {
        DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector minNormal = DoubleVector.broadcast(SPECIES, Double.MIN_NORMAL);
        DoubleVector subnormalScale = DoubleVector.broadcast(SPECIES, Logarithm.SUBNORMAL_SCALE);
        DoubleVector subnormalExponent = DoubleVector.broadcast(SPECIES, Logarithm.SUBNORMAL_EXPONENT);
        DoubleVector integerBias = DoubleVector.broadcast(SPECIES, Logarithm.INTEGER_BIAS);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            VectorMask<Double> subnormal = argument.lt(minNormal);
            LongVector bits =
                    argument.blend(argument.mul(subnormalScale), subnormal).reinterpretAsLongs();
            LongVector biased = bits.add(Logarithm.ONE_BITS - Logarithm.SQRT_HALF_BITS);
            DoubleVector scaled = biased.lanewise(VectorOperators.LSHR, 52)
                    .or(Logarithm.INTEGER_BITS)
                    .reinterpretAsDoubles()
                    .sub(integerBias);
            DoubleVector e = scaled.blend(scaled.sub(subnormalExponent), subnormal);
            DoubleVector f = bits.sub(biased.and(Logarithm.EXPONENT_MASK))
                    .add(Logarithm.ONE_BITS)
                    .reinterpretAsDoubles()
                    .sub(one);
            e.intoArray(scratch, i);
            f.intoArray(scratch, SECOND + i);
            zero.intoArray(scratch, THIRD + i);
        }
    }

    /** Computes e, f and the correction from x. */
    static void reduceForLog1p(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector half = DoubleVector.broadcast(SPECIES, 0.5);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector integerBias = DoubleVector.broadcast(SPECIES, Logarithm.INTEGER_BIAS);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector u = argument.add(one);
            DoubleVector xInU = u.sub(one);
            DoubleVector lost = one.sub(u.sub(xInU)).add(argument.sub(xInU));
            LongVector bits = u.reinterpretAsLongs();
            LongVector biased = bits.add(Logarithm.ONE_BITS - Logarithm.SQRT_HALF_BITS);
            DoubleVector f = bits.sub(biased.and(Logarithm.EXPONENT_MASK))
                    .add(Logarithm.ONE_BITS)
                    .reinterpretAsDoubles()
                    .sub(one);
            DoubleVector inverseScale = LongVector.broadcast(bits.species(), Logarithm.EXPONENT_MASK)
                    .sub(biased.and(Logarithm.EXPONENT_MASK))
                    .reinterpretAsDoubles()
                    .mul(half);
            DoubleVector minusF = f.neg();
            DoubleVector inverse = minusF.fma(minusF.fma(one.sub(f), one), one);
            DoubleVector correction = lost.mul(inverseScale).mul(inverse);
            DoubleVector e = biased.lanewise(VectorOperators.LSHR, 52)
                    .or(Logarithm.INTEGER_BITS)
                    .reinterpretAsDoubles()
                    .sub(integerBias);
            e.intoArray(scratch, i);
            f.intoArray(scratch, SECOND + i);
            correction.intoArray(scratch, THIRD + i);
        }
    }

    /** Computes e and f of 1 + w from w = e^−|x|; the correction is 0. */
    static void reduceForSoftplus(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);
        DoubleVector half = DoubleVector.broadcast(SPECIES, 0.5);
        DoubleVector minusHalf = DoubleVector.broadcast(SPECIES, -0.5);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector rootTwoMinusOne = DoubleVector.broadcast(SPECIES, Logarithm.ROOT_TWO_MINUS_ONE);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector w = DoubleVector.fromArray(SPECIES, scratch, i);
            VectorMask<Double> halved = w.compare(VectorOperators.GT, rootTwoMinusOne);
            DoubleVector e = zero.blend(one, halved);
            DoubleVector f = w.blend(half.fma(w, minusHalf), halved);
            e.intoArray(scratch, i);
            f.intoArray(scratch, SECOND + i);
            zero.intoArray(scratch, THIRD + i);
        }
    }

    /** Computes e·ln 2 + ln(1 + f) + correction. */
    static void sum(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector half = DoubleVector.broadcast(SPECIES, 0.5);
        DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
        DoubleVector ln2High = DoubleVector.broadcast(SPECIES, Exponential.LN2_HIGH);
        DoubleVector ln2Low = DoubleVector.broadcast(SPECIES, Exponential.LN2_LOW);
        DoubleVector l0 = DoubleVector.broadcast(SPECIES, Logarithm.L0);
        DoubleVector l1 = DoubleVector.broadcast(SPECIES, Logarithm.L1);
        DoubleVector l2 = DoubleVector.broadcast(SPECIES, Logarithm.L2);
        DoubleVector l3 = DoubleVector.broadcast(SPECIES, Logarithm.L3);
        DoubleVector l4 = DoubleVector.broadcast(SPECIES, Logarithm.L4);
        DoubleVector l5 = DoubleVector.broadcast(SPECIES, Logarithm.L5);
        DoubleVector l6 = DoubleVector.broadcast(SPECIES, Logarithm.L6);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector e = DoubleVector.fromArray(SPECIES, scratch, i);
            DoubleVector f = DoubleVector.fromArray(SPECIES, scratch, SECOND + i);
            DoubleVector correction = DoubleVector.fromArray(SPECIES, scratch, THIRD + i);
            DoubleVector s = f.div(f.add(two));
            DoubleVector square = s.mul(s);
            DoubleVector fourth = square.mul(square);
            DoubleVector even = l6;
            even = fourth.fma(even, l4);
            even = fourth.fma(even, l2);
            even = fourth.fma(even, l0);
            DoubleVector odd = l5;
            odd = fourth.fma(odd, l3);
            odd = fourth.fma(odd, l1);
            DoubleVector r = square.mul(square.fma(odd, even));

            DoubleVector halfSquare = f.mul(half).mul(f);
            DoubleVector low = e.fma(ln2Low, correction);
            DoubleVector small = s.fma(halfSquare.add(r), low);
            e.fma(ln2High, f.sub(halfSquare.sub(small))).intoArray(scratch, i);
        }
    }

    /** Computes out = ln x from that sum. */
    private static void logAtTheEdges(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);
        DoubleVector nan = DoubleVector.broadcast(SPECIES, Double.NaN);
        DoubleVector infinity = DoubleVector.broadcast(SPECIES, Double.POSITIVE_INFINITY);
        DoubleVector minusInfinity = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector sum = DoubleVector.fromArray(SPECIES, scratch, i);
            DoubleVector finite = argument.blend(sum, argument.lt(infinity));
            DoubleVector positive = nan.blend(finite, argument.compare(VectorOperators.GT, zero));
            positive.blend(minusInfinity, argument.eq(zero)).intoArray(out, at + i);
        }
    }

    /** Computes out = ln(1 + x) from that sum. */
    static void log1p(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector nan = DoubleVector.broadcast(SPECIES, Double.NaN);
        DoubleVector infinity = DoubleVector.broadcast(SPECIES, Double.POSITIVE_INFINITY);
        DoubleVector minusInfinity = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector u = argument.add(one);
            DoubleVector sum = DoubleVector.fromArray(SPECIES, scratch, i);
            DoubleVector finite = u.blend(sum, u.lt(infinity));
            DoubleVector positive = nan.blend(finite, u.compare(VectorOperators.GT, zero));
            DoubleVector logarithm = positive.blend(minusInfinity, u.eq(zero));
            LongVector sign = argument.reinterpretAsLongs().and(Long.MIN_VALUE);
            logarithm
                    .reinterpretAsLongs()
                    .and(Long.MAX_VALUE)
                    .or(sign)
                    .reinterpretAsDoubles()
                    .intoArray(out, at + i);
        }
    }

    /** Computes out = ln(1 + e^x) from that sum. */
    static void softplus(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector.fromArray(SPECIES, x, atX + i)
                    .max(zero)
                    .add(DoubleVector.fromArray(SPECIES, scratch, i))
                    .intoArray(out, at + i);
        }
    }
}
