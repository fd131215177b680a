package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.SPECIES;

import dev.gradus.kernel.math.ErrorFunction;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** {@link ErrorFunction} on vectors, operation for operation. {@link SimdLoop} explains why it is in parts. */
final class SimdErrorFunction {
    private SimdErrorFunction() {}

    /** scratch = −T(|x| − 1), which for |x| ≥ 1 is ln(1 − erf|x|). */
    static void logarithmOfComplement(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector t16 = DoubleVector.broadcast(SPECIES, ErrorFunction.T16);
        DoubleVector t14 = DoubleVector.broadcast(SPECIES, ErrorFunction.T14);
        DoubleVector t12 = DoubleVector.broadcast(SPECIES, ErrorFunction.T12);
        DoubleVector t10 = DoubleVector.broadcast(SPECIES, ErrorFunction.T10);
        DoubleVector t8 = DoubleVector.broadcast(SPECIES, ErrorFunction.T8);
        DoubleVector t6 = DoubleVector.broadcast(SPECIES, ErrorFunction.T6);
        DoubleVector t4 = DoubleVector.broadcast(SPECIES, ErrorFunction.T4);
        DoubleVector t2 = DoubleVector.broadcast(SPECIES, ErrorFunction.T2);
        DoubleVector t0 = DoubleVector.broadcast(SPECIES, ErrorFunction.T0);
        DoubleVector t17 = DoubleVector.broadcast(SPECIES, ErrorFunction.T17);
        DoubleVector t15 = DoubleVector.broadcast(SPECIES, ErrorFunction.T15);
        DoubleVector t13 = DoubleVector.broadcast(SPECIES, ErrorFunction.T13);
        DoubleVector t11 = DoubleVector.broadcast(SPECIES, ErrorFunction.T11);
        DoubleVector t9 = DoubleVector.broadcast(SPECIES, ErrorFunction.T9);
        DoubleVector t7 = DoubleVector.broadcast(SPECIES, ErrorFunction.T7);
        DoubleVector t5 = DoubleVector.broadcast(SPECIES, ErrorFunction.T5);
        DoubleVector t3 = DoubleVector.broadcast(SPECIES, ErrorFunction.T3);
        DoubleVector t1 = DoubleVector.broadcast(SPECIES, ErrorFunction.T1);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector greatest = DoubleVector.broadcast(SPECIES, ErrorFunction.GREATEST);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector magnitude = DoubleVector.fromArray(SPECIES, x, atX + i).abs();
            DoubleVector t = magnitude
                    .blend(greatest, magnitude.compare(VectorOperators.GT, greatest))
                    .sub(one);
            DoubleVector square = t.mul(t);
            DoubleVector even = t16;
            even = square.fma(even, t14);
            even = square.fma(even, t12);
            even = square.fma(even, t10);
            even = square.fma(even, t8);
            even = square.fma(even, t6);
            even = square.fma(even, t4);
            even = square.fma(even, t2);
            even = square.fma(even, t0);
            DoubleVector odd = t17;
            odd = square.fma(odd, t15);
            odd = square.fma(odd, t13);
            odd = square.fma(odd, t11);
            odd = square.fma(odd, t9);
            odd = square.fma(odd, t7);
            odd = square.fma(odd, t5);
            odd = square.fma(odd, t3);
            odd = square.fma(odd, t1);
            t.fma(odd, even).neg().intoArray(scratch, i);
        }
    }

    /** Computes out = erf x from 1 − erf|x|, or as x + x·P(x²) where {@code |x| < 1}. */
    static void erf(double[] x, int atX, double[] scratch, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector p12 = DoubleVector.broadcast(SPECIES, ErrorFunction.P12);
        DoubleVector p10 = DoubleVector.broadcast(SPECIES, ErrorFunction.P10);
        DoubleVector p8 = DoubleVector.broadcast(SPECIES, ErrorFunction.P8);
        DoubleVector p6 = DoubleVector.broadcast(SPECIES, ErrorFunction.P6);
        DoubleVector p4 = DoubleVector.broadcast(SPECIES, ErrorFunction.P4);
        DoubleVector p2 = DoubleVector.broadcast(SPECIES, ErrorFunction.P2);
        DoubleVector p0 = DoubleVector.broadcast(SPECIES, ErrorFunction.P0);
        DoubleVector p11 = DoubleVector.broadcast(SPECIES, ErrorFunction.P11);
        DoubleVector p9 = DoubleVector.broadcast(SPECIES, ErrorFunction.P9);
        DoubleVector p7 = DoubleVector.broadcast(SPECIES, ErrorFunction.P7);
        DoubleVector p5 = DoubleVector.broadcast(SPECIES, ErrorFunction.P5);
        DoubleVector p3 = DoubleVector.broadcast(SPECIES, ErrorFunction.P3);
        DoubleVector p1 = DoubleVector.broadcast(SPECIES, ErrorFunction.P1);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector argument = DoubleVector.fromArray(SPECIES, x, atX + i);
            DoubleVector square = argument.mul(argument);
            DoubleVector fourth = square.mul(square);
            DoubleVector even = p12;
            even = fourth.fma(even, p10);
            even = fourth.fma(even, p8);
            even = fourth.fma(even, p6);
            even = fourth.fma(even, p4);
            even = fourth.fma(even, p2);
            even = fourth.fma(even, p0);
            DoubleVector odd = p11;
            odd = fourth.fma(odd, p9);
            odd = fourth.fma(odd, p7);
            odd = fourth.fma(odd, p5);
            odd = fourth.fma(odd, p3);
            odd = fourth.fma(odd, p1);
            DoubleVector nearZero = argument.fma(square.fma(odd, even), argument);
            LongVector sign = argument.reinterpretAsLongs().and(Long.MIN_VALUE);
            one.sub(DoubleVector.fromArray(SPECIES, scratch, i))
                    .reinterpretAsLongs()
                    .or(sign)
                    .reinterpretAsDoubles()
                    .blend(nearZero, argument.abs().lt(one))
                    .intoArray(out, at + i);
        }
    }
}
