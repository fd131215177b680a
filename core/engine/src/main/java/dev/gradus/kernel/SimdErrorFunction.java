package dev.gradus.kernel;

import static dev.gradus.kernel.Simd.LANES;
import static dev.gradus.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** {@link ErrorFunction} on vectors, operation for operation. See {@link SimdLoop} for why formulas are in parts. */
final class SimdErrorFunction {
    private static final DoubleVector P12 = DoubleVector.broadcast(SPECIES, ErrorFunction.P12);
    private static final DoubleVector P10 = DoubleVector.broadcast(SPECIES, ErrorFunction.P10);
    private static final DoubleVector P8 = DoubleVector.broadcast(SPECIES, ErrorFunction.P8);
    private static final DoubleVector P6 = DoubleVector.broadcast(SPECIES, ErrorFunction.P6);
    private static final DoubleVector P4 = DoubleVector.broadcast(SPECIES, ErrorFunction.P4);
    private static final DoubleVector P2 = DoubleVector.broadcast(SPECIES, ErrorFunction.P2);
    private static final DoubleVector P0 = DoubleVector.broadcast(SPECIES, ErrorFunction.P0);
    private static final DoubleVector P11 = DoubleVector.broadcast(SPECIES, ErrorFunction.P11);
    private static final DoubleVector P9 = DoubleVector.broadcast(SPECIES, ErrorFunction.P9);
    private static final DoubleVector P7 = DoubleVector.broadcast(SPECIES, ErrorFunction.P7);
    private static final DoubleVector P5 = DoubleVector.broadcast(SPECIES, ErrorFunction.P5);
    private static final DoubleVector P3 = DoubleVector.broadcast(SPECIES, ErrorFunction.P3);
    private static final DoubleVector P1 = DoubleVector.broadcast(SPECIES, ErrorFunction.P1);
    private static final DoubleVector T16 = DoubleVector.broadcast(SPECIES, ErrorFunction.T16);
    private static final DoubleVector T14 = DoubleVector.broadcast(SPECIES, ErrorFunction.T14);
    private static final DoubleVector T12 = DoubleVector.broadcast(SPECIES, ErrorFunction.T12);
    private static final DoubleVector T10 = DoubleVector.broadcast(SPECIES, ErrorFunction.T10);
    private static final DoubleVector T8 = DoubleVector.broadcast(SPECIES, ErrorFunction.T8);
    private static final DoubleVector T6 = DoubleVector.broadcast(SPECIES, ErrorFunction.T6);
    private static final DoubleVector T4 = DoubleVector.broadcast(SPECIES, ErrorFunction.T4);
    private static final DoubleVector T2 = DoubleVector.broadcast(SPECIES, ErrorFunction.T2);
    private static final DoubleVector T0 = DoubleVector.broadcast(SPECIES, ErrorFunction.T0);
    private static final DoubleVector T17 = DoubleVector.broadcast(SPECIES, ErrorFunction.T17);
    private static final DoubleVector T15 = DoubleVector.broadcast(SPECIES, ErrorFunction.T15);
    private static final DoubleVector T13 = DoubleVector.broadcast(SPECIES, ErrorFunction.T13);
    private static final DoubleVector T11 = DoubleVector.broadcast(SPECIES, ErrorFunction.T11);
    private static final DoubleVector T9 = DoubleVector.broadcast(SPECIES, ErrorFunction.T9);
    private static final DoubleVector T7 = DoubleVector.broadcast(SPECIES, ErrorFunction.T7);
    private static final DoubleVector T5 = DoubleVector.broadcast(SPECIES, ErrorFunction.T5);
    private static final DoubleVector T3 = DoubleVector.broadcast(SPECIES, ErrorFunction.T3);
    private static final DoubleVector T1 = DoubleVector.broadcast(SPECIES, ErrorFunction.T1);
    private static final DoubleVector ONE = DoubleVector.broadcast(SPECIES, 1);
    private static final DoubleVector GREATEST = DoubleVector.broadcast(SPECIES, ErrorFunction.GREATEST);

    private SimdErrorFunction() {}

    /** scratch = −T(|x| − 1), which for |x| ≥ 1 is ln(1 − erf|x|). */
    static void logarithmOfComplement(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector magnitude = DoubleVector.fromArray(SPECIES, x, atX + i).abs();
            DoubleVector t = magnitude
                    .blend(GREATEST, magnitude.compare(VectorOperators.GT, GREATEST))
                    .sub(ONE);
            DoubleVector square = t.mul(t);
            DoubleVector even = T16;
            even = square.fma(even, T14);
            even = square.fma(even, T12);
            even = square.fma(even, T10);
            even = square.fma(even, T8);
            even = square.fma(even, T6);
            even = square.fma(even, T4);
            even = square.fma(even, T2);
            even = square.fma(even, T0);
            DoubleVector odd = T17;
            odd = square.fma(odd, T15);
            odd = square.fma(odd, T13);
            odd = square.fma(odd, T11);
            odd = square.fma(odd, T9);
            odd = square.fma(odd, T7);
            odd = square.fma(odd, T5);
            odd = square.fma(odd, T3);
            odd = square.fma(odd, T1);
            t.fma(odd, even).neg().intoArray(scratch, i);
        }
    }

    /** From 1 − erf|x| to out = erf x: that, or x + x·P(x²) where |x| < 1. */
    static void erf(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector square = argument.mul(argument);
            DoubleVector fourth = square.mul(square);
            DoubleVector even = P12;
            even = fourth.fma(even, P10);
            even = fourth.fma(even, P8);
            even = fourth.fma(even, P6);
            even = fourth.fma(even, P4);
            even = fourth.fma(even, P2);
            even = fourth.fma(even, P0);
            DoubleVector odd = P11;
            odd = fourth.fma(odd, P9);
            odd = fourth.fma(odd, P7);
            odd = fourth.fma(odd, P5);
            odd = fourth.fma(odd, P3);
            odd = fourth.fma(odd, P1);
            DoubleVector nearZero = argument.fma(square.fma(odd, even), argument);
            LongVector sign = argument.reinterpretAsLongs().and(Long.MIN_VALUE);
            ONE.sub(DoubleVector.fromArray(SPECIES, scratch, i))
                    .reinterpretAsLongs()
                    .or(sign)
                    .reinterpretAsDoubles()
                    .blend(nearZero, argument.abs().lt(ONE))
                    .intoArray(out, at + i);
        }
    }
}
