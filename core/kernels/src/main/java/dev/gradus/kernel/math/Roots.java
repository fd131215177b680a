package dev.gradus.kernel.math;

/** The cube root, the reciprocal square root and the hypotenuse: an approximation, corrected by its remainder. */
public final class Roots {
    static final double THIRD = 0x1.5555555555555p-2;

    /** The square of a side between these limits neither overflows nor loses bits. */
    static final double LEAST_SIDE = 0x1p-400;

    static final double GREATEST_SIDE = 0x1p500;

    /** From here on the remainder of a square root is a normal number. */
    static final double LEAST_ROOTED = 0x1p-900;

    static final double R0 = 0x1.cb999a9e799d7p0;
    static final double R1 = -0x1.80f0c6ebb4208p0;
    static final double R2 = 0x1.0702169dfe19p0;
    static final double R3 = -0x1.8e968c5b38e5fp-2;
    static final double R4 = 0x1.313e57536dc12p-4;
    static final double R5 = -0x1.706ae0bdb622ep-8;

    private Roots() {}

    /**
     * Returns ∛x = 2^k·∛m for x = 2^(3k)·m with {@code ½ ≤ m < 4}. A fit of degree 5 gives 1/∛m to 8 bits, two Newton steps to
     * 30, and a Newton step on y³ = m with its exact remainder gives the rest.
     */
    public static double cbrt(double x) {
        double magnitude = Math.abs(x);
        if (!(magnitude >= Double.MIN_NORMAL)) {
            return SeldomRoots.cbrt(x);
        }
        if (!(magnitude < Double.POSITIVE_INFINITY)) {
            return SeldomRoots.cbrt(x);
        }
        long bits = Double.doubleToRawLongBits(magnitude);
        double shifted = Math.fma(Logarithm.exponent(bits), THIRD, Exponential.ROUND);
        long k = Double.doubleToRawLongBits(shifted);
        double m = Double.longBitsToDouble(bits - ((k + (k << 1)) << 52) + (3069L << 52));
        double square = m * m;
        double r01 = Math.fma(m, R1, R0);
        double r23 = Math.fma(m, R3, R2);
        double r45 = Math.fma(m, R5, R4);
        double r = Math.fma(square, Math.fma(square, r45, r23), r01);
        r = Math.fma(r * THIRD, Math.fma(-m * r, r * r, 1), r);
        r = Math.fma(r * THIRD, Math.fma(-m * r, r * r, 1), r);
        double y = m * r * r;
        double ySquare = y * y;
        double remainder = Math.fma(ySquare, y, -m) + Math.fma(y, y, -ySquare) * y;
        double root = Math.fma(-remainder, r * r * THIRD, y);
        return Math.copySign(root * Double.longBitsToDouble(k << 52), x);
    }

    /** Returns 1/√x, corrected by the rounding errors of the root and the division. */
    public static double rsqrt(double x) {
        if (!(x >= LEAST_ROOTED)) {
            return SeldomRoots.rsqrt(x);
        }
        if (!(x < Double.POSITIVE_INFINITY)) {
            return SeldomRoots.rsqrt(x);
        }
        return ofUsual(x);
    }

    static double ofUsual(double x) {
        double root = Math.sqrt(x);
        double r = 1 / root;
        double rootLow = 0.5 * r * Math.fma(-root, root, x);
        return Math.fma(r, Math.fma(-r, rootLow, Math.fma(-r, root, 1)), r);
    }

    /** Returns √(a² + b²), corrected by the rounding errors of the squares and the root. */
    public static double hypot(double a, double b) {
        double first = Math.abs(a);
        double second = Math.abs(b);
        double greater = first > second ? first : second;
        double lesser = first > second ? second : first;
        if (!(greater >= LEAST_SIDE)) {
            return SeldomRoots.hypot(a, b);
        }
        if (!(greater <= GREATEST_SIDE)) {
            return SeldomRoots.hypot(a, b);
        }
        return ofSides(greater, lesser);
    }

    static double ofSides(double greater, double lesser) {
        double square = greater * greater;
        double other = lesser * lesser;
        double sum = square + other;
        double lost =
                ((square - sum) + other) + (Math.fma(greater, greater, -square) + Math.fma(lesser, lesser, -other));
        double root = Math.sqrt(sum);
        return root + (Math.fma(-root, root, sum) + lost) / (2 * root);
    }

    /** Computes the roots of zeros, subnormal and huge numbers, infinities and NaN. */
    @Seldom
    private static final class SeldomRoots {
        private static final double SCALE = 0x1p600;

        private SeldomRoots() {}

        static double cbrt(double x) {
            boolean isSubnormal = x != 0 && Math.abs(x) < Double.MIN_NORMAL;
            return isSubnormal ? Roots.cbrt(x * 0x1p54) * 0x1p-18 : x;
        }

        static double rsqrt(double x) {
            boolean isSmall = x > 0 && x < Roots.LEAST_ROOTED;
            return isSmall ? Roots.ofUsual(x * 0x1p200) * 0x1p100 : 1 / Math.sqrt(x);
        }

        static double hypot(double a, double b) {
            double first = Math.abs(a);
            double second = Math.abs(b);
            if (first == Double.POSITIVE_INFINITY || second == Double.POSITIVE_INFINITY) {
                return Double.POSITIVE_INFINITY;
            }
            double greater = Math.max(first, second);
            double lesser = Math.min(first, second);
            if (!(greater > 0)) {
                return greater;
            }
            double scale = greater > 1 ? 1 / SCALE : SCALE;
            return Roots.ofSides(greater * scale, lesser * scale) / scale;
        }
    }
}
