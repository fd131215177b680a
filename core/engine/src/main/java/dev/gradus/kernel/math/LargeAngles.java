package dev.gradus.kernel.math;

/**
 * The trigonometric functions of angles of any size, by the reduction of Payne and Hanek ("Radian reduction for
 * trigonometric functions", SIGNUM Newsletter 18, 1983): of the product of x and 2/π only the bits around the binary point
 * count. Whole turns need not be known, and the last bits are too small.
 */
@Seldom
final class LargeAngles {
    /** The bits of 2/π behind the binary point, 64 at a time. */
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
        long[] turn = turn(Math.abs(x));
        double sine = Trigonometric.ofQuadrant(quadrant(turn), high(turn), low(turn));
        return x < 0 ? -sine : sine;
    }

    static double cos(double x) {
        if (!(Math.abs(x) < Double.POSITIVE_INFINITY)) {
            return Double.NaN;
        }
        long[] turn = turn(Math.abs(x));
        return Trigonometric.ofQuadrant(quadrant(turn) + 1, high(turn), low(turn));
    }

    static double tan(double x) {
        if (!(Math.abs(x) < Double.POSITIVE_INFINITY)) {
            return Double.NaN;
        }
        long[] turn = turn(Math.abs(x));
        double tangent = Trigonometric.tangent(quadrant(turn), high(turn), low(turn));
        return x < 0 ? -tangent : tangent;
    }

    /**
     * x·2/π mod 4 as a number of 192 bits, the binary point behind the second one.
     *
     * <p>x is an integer m of 53 bits times 2^e, e ≥ −22. Of 2/π the first e − 2 bits make multiples of 4 with it, and
     * of those that follow 256 are multiplied by m.
     */
    private static long[] turn(double x) {
        long bits = Double.doubleToRawLongBits(x);
        long m = (bits & MANTISSA) | (MANTISSA + 1);
        int e = (int) (bits >>> MANTISSA_BITS) - 1075;
        long[] product = new long[5];
        // from the lowest word on: product = m · the 256 bits from place e − 2 on
        long carry = 0;
        for (int word = 3; word >= 0; word--) {
            long factor = bitsFrom(e - 2 + 64 * word);
            long low = m * factor;
            long high = unsignedMultiplyHigh(m, factor);
            long sum = low + carry;
            carry = high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
            product[word + 1] = sum;
        }
        return new long[] {product[1], product[2], product[3]};
    }

    /** The 64 bits of 2/π from this place on; those before the binary point are 0. */
    private static long bitsFrom(int place) {
        int word = Math.floorDiv(place, 64);
        int shift = Math.floorMod(place, 64);
        long first = word < 0 ? 0 : TWO_OVER_PI[word];
        long second = word + 1 < 0 ? 0 : TWO_OVER_PI[word + 1];
        return shift == 0 ? first : first << shift | second >>> (64 - shift);
    }

    private static long unsignedMultiplyHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + (b < 0 ? a : 0);
    }

    /** The nearest multiple of a quarter turn. */
    private static long quadrant(long[] turn) {
        return (turn[0] >>> 62) + (turn[0] >>> 61 & 1);
    }

    /** The signed fraction of a quarter turn times π/2, rounded. */
    private static double high(long[] turn) {
        return angle(turn, false);
    }

    private static double low(long[] turn) {
        return angle(turn, true);
    }

    private static double angle(long[] turn, boolean wantsLow) {
        // the fraction as a signed number of 128 bits, after shifting the quadrant out
        long first = turn[0] << 2 | turn[1] >>> 62;
        long second = turn[1] << 2 | turn[2] >>> 62;
        long third = turn[2] << 2;
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
        double tail =
                Math.fma(high, Trigonometric.P1, -product) + Math.fma(high, Trigonometric.P2, low * Trigonometric.P1);
        double sum = product + tail;
        double angle = wantsLow ? (product - sum) + tail : sum;
        return negative ? -angle : angle;
    }
}
