package dev.gradus.kernel.math;

/** Powers at the edges, as the C standard defines them (ISO/IEC 9899, F.10.4.4), and those that overflow or are subnormal. */
@Seldom
final class SeldomPowers {
    private static final double ALL_EVEN = 0x1p53;

    private SeldomPowers() {}

    static double pow(double x, double y) {
        if (y == 0 || x == 1) {
            return 1;
        }
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        double a = Math.abs(x);
        if (Double.isInfinite(y)) {
            return a == 1 ? 1 : ((a > 1) == (y > 0) ? Double.POSITIVE_INFINITY : 0);
        }
        boolean negative = Double.doubleToRawLongBits(x) < 0 && isOdd(y);
        if (a == 0 || a == Double.POSITIVE_INFINITY) {
            double result = (a == 0) == (y > 0) ? 0 : Double.POSITIVE_INFINITY;
            return negative ? -result : result;
        }
        if (x < 0 && Math.rint(y) != y) {
            return Double.NaN;
        }
        return negative ? -ofPositive(a, y) : ofPositive(a, y);
    }

    private static boolean isOdd(double y) {
        return Math.abs(y) < ALL_EVEN && Math.rint(y) == y && Math.rint(y / 2) != y / 2;
    }

    private static double ofPositive(double a, double y) {
        int scale = a < Double.MIN_NORMAL ? 54 : 0;
        long bits = Double.doubleToRawLongBits(Math.scalb(a, scale));
        long biased = bits - Logarithm.SQRT_HALF_BITS + Logarithm.ONE_BITS;
        double e = Logarithm.exponent(biased) - scale;
        double f = Double.longBitsToDouble(bits - (biased & Logarithm.EXPONENT_MASK) + Logarithm.ONE_BITS) - 1;
        double high = Power.logarithm(e, f);
        double low = Power.logarithmLow(e, f);
        double product = y * high;
        if (!(product > Exponential.LEAST)) {
            return 0;
        }
        if (!(product < Exponential.GREATEST)) {
            return Double.POSITIVE_INFINITY;
        }
        return Power.exponential(product, Math.fma(y, low, Math.fma(y, high, -product)));
    }
}
