package dev.gradus.kernel.math;

/**
 * The sine, the cosine and the tangent, computed by one reduction and two polynomials.
 *
 * <p>Reduction (Cody and Waite): {@code |x| = n·π/2 + r} with {@code n} the integer nearest to {@code |x|·2/π}, so that
 * |r| is at most slightly above π/4. π/2 is the sum of three doubles: {@code x − n·P1} is exact as one fma, and the
 * rest is a pair of doubles. Angles above {@link #GREATEST} are reduced by {@code LargeAngles}.
 *
 * <p>{@code sin r = r + r³·S(r²)} and {@code cos r = 1 − r²/2 + r⁴·C(r²)} with minimax fits S and C of degree 6 (Remez
 * exchange, 60 digits), whose errors relative to r and 1 are below 2^-57. Both are computed and n selects one, because
 * a branch on the quadrant would often be mispredicted.
 */
public final class Trigonometric {
    /** Up to here three doubles of π/2 suffice: the error of r is 2^-161 · n, and |r| is at least 2^-61. */
    static final double GREATEST = 0x1p30;

    static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;

    /** Added to a number, rounds it to an integer in the low bits of the sum. */
    static final double ROUND = 0x1.8p52;

    static final double P1 = 0x1.921fb54442d18p0;
    static final double P2 = 0x1.1a62633145c07p-54;
    static final double P3 = -0x1.f1976b7ed8fbcp-110;

    static final double S0 = -0x1.5555555555555p-3;
    static final double S1 = 0x1.111111111110bp-7;
    static final double S2 = -0x1.a01a01a018a7ep-13;
    static final double S3 = 0x1.71de3a533112dp-19;
    static final double S4 = -0x1.ae64528d277d7p-26;
    static final double S5 = 0x1.61208b7e009c9p-33;
    static final double S6 = -0x1.aaa1a2c0a746ap-41;

    static final double C0 = 0x1.5555555555555p-5;
    static final double C1 = -0x1.6c16c16c16c1p-10;
    static final double C2 = 0x1.a01a01a018d92p-16;
    static final double C3 = -0x1.27e4fb75f7842p-22;
    static final double C4 = 0x1.1eed8c9ce4df9p-29;
    static final double C5 = -0x1.9393307e42122p-37;
    static final double C6 = 0x1.aac2237174cbbp-45;

    private Trigonometric() {}

    public static double sin(double x) {
        double magnitude = Math.abs(x);
        if (!(magnitude <= GREATEST)) {
            return LargeAngles.sin(x);
        }
        double shifted = Math.fma(magnitude, TWO_OVER_PI, ROUND);
        double n = shifted - ROUND;
        double sine = ofQuadrant(Double.doubleToRawLongBits(shifted), high(magnitude, n), low(magnitude, n));
        return withSignChanged(sine, Double.doubleToRawLongBits(x));
    }

    public static double cos(double x) {
        double magnitude = Math.abs(x);
        if (!(magnitude <= GREATEST)) {
            return LargeAngles.cos(x);
        }
        double shifted = Math.fma(magnitude, TWO_OVER_PI, ROUND);
        double n = shifted - ROUND;
        return ofQuadrant(Double.doubleToRawLongBits(shifted) + 1, high(magnitude, n), low(magnitude, n));
    }

    public static double tan(double x) {
        double magnitude = Math.abs(x);
        if (!(magnitude <= GREATEST)) {
            return LargeAngles.tan(x);
        }
        double shifted = Math.fma(magnitude, TWO_OVER_PI, ROUND);
        double n = shifted - ROUND;
        double tangent = tangent(Double.doubleToRawLongBits(shifted), high(magnitude, n), low(magnitude, n));
        return withSignChanged(tangent, Double.doubleToRawLongBits(x));
    }

    /** Returns the remainder r, rounded. */
    private static double high(double x, double n) {
        return Math.fma(-n, P1, x) - n * P2;
    }

    /** Returns the rounding error of {@link #high}. */
    private static double low(double x, double n) {
        double first = Math.fma(-n, P1, x);
        double product = n * P2;
        double high = first - product;
        double subtracted = first - high;
        double lost = (first - (high + subtracted)) + (subtracted - product);
        return Math.fma(-n, P3, lost - Math.fma(n, P2, -product));
    }

    /** Returns sin(quadrant·π/2 + high + low). Only the last two bits of the quadrant are used. */
    static double ofQuadrant(long quadrant, double high, double low) {
        double chosen = choose(quadrant << 63 >> 63, cosine(high, low), sine(high, low));
        return withSignChanged(chosen, quadrant << 62);
    }

    /** Returns tan(quadrant·π/2 + high + low): sine/cosine or −cosine/sine, with the remainder of the division. */
    static double tangent(long quadrant, double high, double low) {
        long odd = quadrant << 63 >> 63;
        double sine = sine(high, low);
        double sineLow = (high - sine) + sineTail(high, low);
        double cosine = cosine(high, low);
        double cosineLow = cosineLow(high, low);
        double numerator = choose(odd, cosine, sine);
        double denominator = choose(odd, sine, cosine);
        double numeratorLow = choose(odd, cosineLow, sineLow);
        double denominatorLow = choose(odd, sineLow, cosineLow);
        double quotient = numerator / denominator;
        double remainder =
                Math.fma(-quotient, denominator, numerator) + Math.fma(-quotient, denominatorLow, numeratorLow);
        return withSignChanged(quotient + remainder / denominator, quadrant << 63);
    }

    private static double sine(double high, double low) {
        return high + sineTail(high, low);
    }

    private static double sineTail(double high, double low) {
        double square = high * high;
        double fourth = square * square;
        double s12 = Math.fma(square, S2, S1);
        double s34 = Math.fma(square, S4, S3);
        double s56 = Math.fma(square, S6, S5);
        double s16 = Math.fma(fourth, Math.fma(fourth, s56, s34), s12);
        double s = Math.fma(square, s16, S0);
        return Math.fma(square * high, s, Math.fma(-0.5 * square, low, low));
    }

    private static double cosine(double high, double low) {
        double half = 0.5 * (high * high);
        return (1 - half) + cosineTail(high, low);
    }

    private static double cosineLow(double high, double low) {
        double rounded = 1 - 0.5 * (high * high);
        double tail = cosineTail(high, low);
        return (rounded - (rounded + tail)) + tail;
    }

    /** Returns the difference between the cosine and 1 − r²/2, which is rounded twice. */
    private static double cosineTail(double high, double low) {
        double square = high * high;
        double half = 0.5 * square;
        double lost = ((1 - (1 - half)) - half) - 0.5 * Math.fma(high, high, -square);
        double fourth = square * square;
        double c01 = Math.fma(square, C1, C0);
        double c23 = Math.fma(square, C3, C2);
        double c45 = Math.fma(square, C5, C4);
        double c46 = Math.fma(fourth, C6, c45);
        double c = Math.fma(fourth, Math.fma(fourth, c46, c23), c01);
        return Math.fma(fourth, c, Math.fma(-high, low, lost));
    }

    /** Returns a if the mask is all ones, b if it is 0. */
    private static double choose(long mask, double a, double b) {
        long bits = Double.doubleToRawLongBits(b);
        return Double.longBitsToDouble(bits ^ ((bits ^ Double.doubleToRawLongBits(a)) & mask));
    }

    /** Returns x, negated if the sign bit is set. */
    private static double withSignChanged(double x, long sign) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) ^ (sign & Long.MIN_VALUE));
    }

    /**
     * The trigonometric functions of arbitrarily large angles, by the reduction of Payne and Hanek ("Radian reduction
     * for trigonometric functions", SIGNUM Newsletter 18, 1983). Only the bits of x·2/π around the binary point matter:
     * whole turns are irrelevant, and the last bits are too small.
     */
    @Seldom
    private static final class LargeAngles {
        /** The bits of 2/π after the binary point, 64 in each element. */
        private static final long[] TWO_OVER_PI = {
            0xa2f9836e4e441529L, 0xfc2757d1f534ddc0L, 0xdb6295993c439041L,
            0xfe5163abdebbc561L, 0xb7246e3a424dd2e0L, 0x06492eea09d1921cL,
            0xfe1deb1cb129a73eL, 0xe88235f52ebb4484L, 0xe99c7026b45f7e41L,
            0x3991d639835339f4L, 0x9c845f8bbdf9283bL, 0x1ff897ffde05980fL,
            0xef2f118b5a0a6d1fL, 0x6d367ecf27cb09b7L, 0x4f463f669e5fea2dL,
            0x7527bac7ebe5f17bL, 0x3d0739f78a5292eaL, 0x6bfb5fb11f8d5d08L,
            0x56033046fc7b6babL, 0xf0cfbc209af4361dL, 0xa9e391615ee61b08L
        };

        private static final int MANTISSA_BITS = 52;
        private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;

        private LargeAngles() {}

        static double sin(double x) {
            if (!(Math.abs(x) < Double.POSITIVE_INFINITY)) {
                return Double.NaN;
            }
            double sine = Trigonometric.ofQuadrant(quadrant(x), angle(x, false), angle(x, true));
            return x < 0 ? -sine : sine;
        }

        static double cos(double x) {
            if (!(Math.abs(x) < Double.POSITIVE_INFINITY)) {
                return Double.NaN;
            }
            return Trigonometric.ofQuadrant(quadrant(x) + 1, angle(x, false), angle(x, true));
        }

        static double tan(double x) {
            if (!(Math.abs(x) < Double.POSITIVE_INFINITY)) {
                return Double.NaN;
            }
            double tangent = Trigonometric.tangent(quadrant(x), angle(x, false), angle(x, true));
            return x < 0 ? -tangent : tangent;
        }

        /**
         * Returns a word of |x|·2/π mod 4 as a number of 192 bits whose binary point follows the second bit; word 0 is
         * the highest.
         *
         * <p>|x| is an integer m of 53 bits times 2^e, e ≥ −22. The product of m with the first e − 2 bits of 2/π is a
         * multiple of 4, and the following 256 bits are multiplied by m. Each call recomputes the product, because
         * storing it in an array would allocate.
         */
        private static long word(double x, int wanted) {
            long bits = Double.doubleToRawLongBits(Math.abs(x));
            long m = (bits & MANTISSA) | (MANTISSA + 1);
            int e = (int) (bits >>> MANTISSA_BITS) - 1075;
            long carry = 0;
            long sum = 0;
            for (int word = 3; word >= wanted; word--) {
                long factor = bitsFrom(e - 2 + 64 * word);
                long low = m * factor;
                sum = low + carry;
                carry = unsignedMultiplyHigh(m, factor) + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
            }
            return sum;
        }

        /** Returns the 64 bits of 2/π starting at an index; bits before the binary point are 0. */
        private static long bitsFrom(int index) {
            int word = Math.floorDiv(index, 64);
            int shift = Math.floorMod(index, 64);
            long first = word < 0 ? 0 : TWO_OVER_PI[word];
            long second = word + 1 < 0 ? 0 : TWO_OVER_PI[word + 1];
            return shift == 0 ? first : first << shift | second >>> (64 - shift);
        }

        private static long unsignedMultiplyHigh(long a, long b) {
            return Math.multiplyHigh(a, b) + (b < 0 ? a : 0);
        }

        /** Returns the nearest multiple of a quarter turn. */
        private static long quadrant(double x) {
            long first = word(x, 0);
            return (first >>> 62) + (first >>> 61 & 1);
        }

        /** Returns the signed fraction of a quarter turn times π/2: the rounded value, or its rounding error. */
        private static double angle(double x, boolean wantsLow) {
            // the fraction as a signed number of 192 bits, after shifting the quadrant out
            long first = word(x, 0) << 2 | word(x, 1) >>> 62;
            long second = word(x, 1) << 2 | word(x, 2) >>> 62;
            long third = word(x, 2) << 2;
            boolean negative = first < 0;
            if (negative) {
                third = -third;
                second = ~second + (third == 0 ? 1 : 0);
                first = ~first + (third == 0 && second == 0 ? 1 : 0);
            }
            int zeros = Long.numberOfLeadingZeros(first);
            if (zeros > 0) { // at most 62 for any double
                first = first << zeros | second >>> (64 - zeros);
                second = second << zeros | third >>> (64 - zeros);
            }
            double scale = Math.scalb(1.0, -zeros - 53);
            double high = (first >>> 11) * scale;
            double low = ((first & 0x7ff) << 42 | second >>> 22) * (scale * 0x1p-53);
            double product = high * Trigonometric.P1;
            double tail = Math.fma(high, Trigonometric.P1, -product)
                    + Math.fma(high, Trigonometric.P2, low * Trigonometric.P1);
            double sum = product + tail;
            double angle = wantsLow ? (product - sum) + tail : sum;
            return negative ? -angle : angle;
        }
    }
}
