package dev.gradus.kernel.math;

/**
 * The principal branch of the Lambert W function: W(x)·e^W(x) = x.
 *
 * <p>Up to 0 it is {@code x·R(p)} with {@code p = √(2(ex + 1))}, in which W has a series at its branch point −1/e; R is
 * a fit of degree 24. Above 0, two steps of Fritsch's iteration refine the start value of Iacono and Boyd ("New
 * approximations to the principal real-valued branch of the Lambert W-function", 2017). Each step raises the error to
 * its fourth power.
 */
final class LambertW {
    /** The double nearest to −1/e. */
    private static final double LEAST = -0x1.78b56362cef38p-2;

    private static final double E_LOW = 0x1.4d57ee2b1013ap-53;
    private static final double CENTRE = 0.75;
    private static final double TWO_THIRDS = 2.0 / 3;

    private static final double R0 = 0x1.7a7031d2cf0e5p0;
    private static final double R1 = -0x1.face0ed8a3a93p-1;
    private static final double R2 = 0x1.180c4c1c7fdaep-1;
    private static final double R3 = -0x1.2191d3d5c1cbcp-2;
    private static final double R4 = 0x1.21d7656d7d998p-3;
    private static final double R5 = -0x1.1cb28008fa0fap-4;
    private static final double R6 = 0x1.14453f6015c47p-5;
    private static final double R7 = -0x1.09da2422c7fdfp-6;
    private static final double R8 = 0x1.fc8937b961269p-8;
    private static final double R9 = -0x1.e422022ca50edp-9;
    private static final double R10 = 0x1.cb3d7c09d0bf2p-10;
    private static final double R11 = -0x1.b25f4ee83f96fp-11;
    private static final double R12 = 0x1.99e3820ac2467p-12;
    private static final double R13 = -0x1.8205656bb5351p-13;
    private static final double R14 = 0x1.6add7bcc64554p-14;
    private static final double R15 = -0x1.54d184ed09e65p-15;
    private static final double R16 = 0x1.40ceae37231f8p-16;
    private static final double R17 = -0x1.2ac5faf3bde3dp-17;
    private static final double R18 = 0x1.0ca49bb8c808fp-18;
    private static final double R19 = -0x1.0c9814eb89722p-19;
    private static final double R20 = 0x1.3b64a8a875864p-20;
    private static final double R21 = -0x1.74b370b1779d2p-22;
    private static final double R22 = -0x1.599cb2fc813cfp-25;
    private static final double R23 = -0x1.596d77c4a9729p-23;
    private static final double R24 = 0x1.41886343dae73p-23;

    private LambertW() {}

    static double lambertw(double x) {
        if (x <= 0) {
            return x >= LEAST ? nearBranchPoint(x) : Double.NaN;
        }
        double start = start(x);
        double w = improved(x, improved(x, start));
        return x < Double.POSITIVE_INFINITY ? w : x;
    }

    private static double nearBranchPoint(double x) {
        double above = Math.fma(Math.E, x, 1) + E_LOW * x;
        double t = Math.sqrt(2 * Math.max(above, 0)) - CENTRE;
        double square = t * t;
        double odd = Math.fma(square, R23, R21);
        odd = Math.fma(square, odd, R19);
        odd = Math.fma(square, odd, R17);
        odd = Math.fma(square, odd, R15);
        odd = Math.fma(square, odd, R13);
        odd = Math.fma(square, odd, R11);
        odd = Math.fma(square, odd, R9);
        odd = Math.fma(square, odd, R7);
        odd = Math.fma(square, odd, R5);
        odd = Math.fma(square, odd, R3);
        odd = Math.fma(square, odd, R1);
        double even = Math.fma(square, R24, R22);
        even = Math.fma(square, even, R20);
        even = Math.fma(square, even, R18);
        even = Math.fma(square, even, R16);
        even = Math.fma(square, even, R14);
        even = Math.fma(square, even, R12);
        even = Math.fma(square, even, R10);
        even = Math.fma(square, even, R8);
        even = Math.fma(square, even, R6);
        even = Math.fma(square, even, R4);
        even = Math.fma(square, even, R2);
        even = Math.fma(square, even, R0);
        return Math.max(x * Math.fma(t, odd, even), -1);
    }

    /** Returns l·(1 − ln(1 + l)/(2 + l)) with l = ln(1 + x). */
    private static double start(double x) {
        double l = Logarithm.log1p(x);
        return l * (1 - Logarithm.log(1 + l) / (2 + l));
    }

    private static double improved(double x, double w) {
        double excess = Logarithm.log(x / w) - w;
        double next = 1 + w;
        double q = 2 * next * Math.fma(TWO_THIRDS, excess, next);
        double step = excess / next * (q - excess) / (q - 2 * excess);
        return Math.fma(w, step, w);
    }
}
