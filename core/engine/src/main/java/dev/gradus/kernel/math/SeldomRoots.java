package dev.gradus.kernel.math;

/** The roots of zeros, subnormal and huge numbers, infinities and NaNs. */
@Seldom
final class SeldomRoots {
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
