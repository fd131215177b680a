package dev.gradus.kernel.math;

/**
 * The inverses of the error function and of its complement.
 *
 * <p>For |y| ≤ ⅝, erfinv is {@code y·I(y²)} with a minimax fit I of degree 17 and an error of 2^-57. Beyond, the
 * complement q = 1 − |y| is exact. The inverse is nearly linear in {@code w = √−ln q}, which is a pair of doubles, and
 * {@code T(w − 3.5)} of degree 40 is the difference, for q ≥ 2^-53. For smaller q, erfcinv applies Newton's method to
 * ln erfc.
 */
public final class InverseErrorFunction {
    /** The limit of the series of erfinv around 0. */
    private static final double CENTRAL = 0.625;

    private static final double LEAST = 0x1p-53;

    private static final double I0 = 0x1.c5bf891b4ef6bp-1;
    private static final double I1 = 0x1.db29fb2fee619p-3;
    private static final double I2 = 0x1.053c2c0ab58dap-3;
    private static final double I3 = 0x1.62847c4ae2af7p-4;
    private static final double I4 = 0x1.0a1317efda47ep-4;
    private static final double I5 = 0x1.a7c88b4a0631dp-5;
    private static final double I6 = 0x1.5ee6efa689f85p-5;
    private static final double I7 = 0x1.2afd23448ca17p-5;
    private static final double I8 = 0x1.009c9ef2ac757p-5;
    private static final double I9 = 0x1.fcfd724ddb7afp-6;
    private static final double I10 = 0x1.676dbf1747a07p-8;
    private static final double I11 = 0x1.d9744833a3cd4p-4;
    private static final double I12 = -0x1.3e7f2c53d67edp-2;
    private static final double I13 = 0x1.ca004ae49eb28p-1;
    private static final double I14 = -0x1.a65fbae527c96p0;
    private static final double I15 = 0x1.19259345f3034p1;
    private static final double I16 = -0x1.c25de1584577cp0;
    private static final double I17 = 0x1.6dbb5ba4c8eefp-1;
    private static final double I0_LOW = -0x1.69bedbdbabdc7p-55;

    /** The slope of erfinv at a = 0.56. */
    private static final double NEAR_HALF = 1.2;

    private static final double SLOPE = 1.0365;
    private static final double START = -0.3935;

    private static final double T0 = 0x1.ba5d8f577e3c5p-15;
    private static final double T1 = -0x1.0721f4666f34ap-17;
    private static final double T2 = -0x1.46f707283da72p-8;
    private static final double T3 = 0x1.cd624f62f3184p-12;
    private static final double T4 = 0x1.21ab204e1f02ep-14;
    private static final double T5 = -0x1.ee0064403d63cp-15;
    private static final double T6 = 0x1.9aad939ea681dp-16;
    private static final double T7 = -0x1.18fdbd8d3812fp-17;
    private static final double T8 = 0x1.5cc1a080e1dfcp-19;
    private static final double T9 = -0x1.9668f36c59e11p-21;
    private static final double T10 = 0x1.c3797e7b123d2p-23;
    private static final double T11 = -0x1.e16c5bcdabcdep-25;
    private static final double T12 = 0x1.eddfddc925053p-27;
    private static final double T13 = -0x1.e6cac5596dd1ep-29;
    private static final double T14 = 0x1.ca537409e3be4p-31;
    private static final double T15 = -0x1.96ac7af8b4557p-33;
    private static final double T16 = 0x1.4fb8ed4fe1c86p-35;
    private static final double T17 = -0x1.00f2896ce7717p-37;
    private static final double T18 = 0x1.e9b5e37cecc1fp-41;
    private static final double T19 = 0x1.4a3d15edd5299p-42;
    private static final double T20 = -0x1.fe64a13f93722p-45;
    private static final double T21 = -0x1.e12a8e89e0d31p-44;
    private static final double T22 = -0x1.81970fab8ca6fp-47;
    private static final double T23 = 0x1.fc07cf7eeb74p-45;
    private static final double T24 = -0x1.fc337f6016095p-49;
    private static final double T25 = -0x1.0d2afadc92165p-46;
    private static final double T26 = 0x1.23ec8d8f93989p-50;
    private static final double T27 = 0x1.f6a0fc0e6a9ebp-49;
    private static final double T28 = -0x1.8c337bfdf99a7p-52;
    private static final double T29 = -0x1.5acdbc65521bp-51;
    private static final double T30 = 0x1.4c9a58be0cf13p-54;
    private static final double T31 = 0x1.6d844231795f6p-54;
    private static final double T32 = -0x1.9b10cf661d883p-57;
    private static final double T33 = -0x1.18b0ab59008e2p-57;
    private static final double T34 = 0x1.66a075df73df3p-60;
    private static final double T35 = 0x1.29a9002dedfa4p-61;
    private static final double T36 = -0x1.a6b2b4999ccc4p-64;
    private static final double T37 = -0x1.872c7c1fd088ap-66;
    private static final double T38 = 0x1.31ccb2497ca71p-68;
    private static final double T39 = 0x1.d3f5daf9c4bdep-72;
    private static final double T40 = -0x1.8e823c92f4456p-74;

    private InverseErrorFunction() {}

    public static double erfinv(double y) {
        double a = Math.abs(y);
        if (a <= CENTRAL) {
            return Math.copySign(central(a, 0), y);
        }
        double magnitude = a < 1 ? outer(1 - a) : atOne(a);
        return Math.copySign(magnitude, y);
    }

    private static double atOne(double a) {
        return a == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }

    /** Returns the inverse complementary error function of q, accurate for all q. */
    public static double erfcinv(double q) {
        double least = q > 1 ? 2 - q : q;
        if (!(least >= LEAST)) {
            return SeldomTails.erfcinv(q);
        }
        double y = 1 - q;
        double magnitude = Math.abs(y) <= CENTRAL ? central(Math.abs(y), (1 - y) - q) : outer(least);
        return Math.copySign(magnitude, y);
    }

    /** Returns a·I(a²) at a + aLow. aLow is 0 unless a is near ½. */
    private static double central(double a, double aLow) {
        double z = a * a;
        double square = z * z;
        double odd = Math.fma(square, I17, I15);
        odd = Math.fma(square, odd, I13);
        odd = Math.fma(square, odd, I11);
        odd = Math.fma(square, odd, I9);
        odd = Math.fma(square, odd, I7);
        odd = Math.fma(square, odd, I5);
        odd = Math.fma(square, odd, I3);
        odd = Math.fma(square, odd, I1);
        double even = Math.fma(square, I16, I14);
        even = Math.fma(square, even, I12);
        even = Math.fma(square, even, I10);
        even = Math.fma(square, even, I8);
        even = Math.fma(square, even, I6);
        even = Math.fma(square, even, I4);
        even = Math.fma(square, even, I2);
        double tail = Math.fma(z, even, odd);
        return Math.fma(a, I0, a * Math.fma(z, tail, I0_LOW) + NEAR_HALF * aLow);
    }

    /** Returns the inverse complementary error function for q from 2^-53 to ⅜. */
    private static double outer(double q) {
        double high = DoubleLogarithm.high(q);
        double w = Math.sqrt(-high);
        double wLow = (Math.fma(-w, w, -high) - DoubleLogarithm.low(q)) / (2 * w);
        double t = w - 3.5;
        double square = t * t;
        double odd = Math.fma(square, T39, T37);
        odd = Math.fma(square, odd, T35);
        odd = Math.fma(square, odd, T33);
        odd = Math.fma(square, odd, T31);
        odd = Math.fma(square, odd, T29);
        odd = Math.fma(square, odd, T27);
        odd = Math.fma(square, odd, T25);
        odd = Math.fma(square, odd, T23);
        odd = Math.fma(square, odd, T21);
        odd = Math.fma(square, odd, T19);
        odd = Math.fma(square, odd, T17);
        odd = Math.fma(square, odd, T15);
        odd = Math.fma(square, odd, T13);
        odd = Math.fma(square, odd, T11);
        odd = Math.fma(square, odd, T9);
        odd = Math.fma(square, odd, T7);
        odd = Math.fma(square, odd, T5);
        odd = Math.fma(square, odd, T3);
        odd = Math.fma(square, odd, T1);
        double even = Math.fma(square, T40, T38);
        even = Math.fma(square, even, T36);
        even = Math.fma(square, even, T34);
        even = Math.fma(square, even, T32);
        even = Math.fma(square, even, T30);
        even = Math.fma(square, even, T28);
        even = Math.fma(square, even, T26);
        even = Math.fma(square, even, T24);
        even = Math.fma(square, even, T22);
        even = Math.fma(square, even, T20);
        even = Math.fma(square, even, T18);
        even = Math.fma(square, even, T16);
        even = Math.fma(square, even, T14);
        even = Math.fma(square, even, T12);
        even = Math.fma(square, even, T10);
        even = Math.fma(square, even, T8);
        even = Math.fma(square, even, T6);
        even = Math.fma(square, even, T4);
        even = Math.fma(square, even, T2);
        even = Math.fma(square, even, T0);
        double product = SLOPE * w;
        double productLow = Math.fma(SLOPE, w, -product) + SLOPE * wLow;
        double line = product + START;
        double lineLow = (product - line) + START;
        return line + (lineLow + (productLow + Math.fma(t, odd, even)));
    }

    /** Computes the inverse below 2^-53, on either side, and outside the domain. */
    @Seldom
    private static final class SeldomTails {
        private static final double HALF_ROOT_PI = 0x1.c5bf891b4ef6bp-1;
        private static final double ROOT_PI = 0x1.c5bf891b4ef6bp0;

        private SeldomTails() {}

        static double erfcinv(double q) {
            if (!(q > 0)) {
                return q == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            }
            if (q > 1) {
                return q == 2 ? Double.NEGATIVE_INFINITY : Double.NaN;
            }
            double logarithm = Logarithm.log(q);
            double x = Math.sqrt(-logarithm - Logarithm.log(Math.sqrt(-logarithm) * ROOT_PI));
            for (int i = 0; i < 3; i++) {
                x = improved(x, logarithm);
            }
            return x;
        }

        /** Applies a Newton step to ln erfc(x) = ln q, where ln erfc(x) = ln erfcx(x) − x² is nearly a parabola. */
        private static double improved(double x, double logarithm) {
            double scaled = ScaledErrorFunction.erfcx(x);
            double excess = Math.fma(-x, x, -logarithm) + Logarithm.log(scaled);
            return Math.fma(excess * scaled, HALF_ROOT_PI, x);
        }
    }
}
