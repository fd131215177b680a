package dev.gradus.kernel.math;

/**
 * The power x^y = e^(y·ln |x|). The logarithm and its product with y are pairs of doubles accurate to about 65 bits,
 * because their absolute error becomes the relative error of the result. The power is nearly correctly rounded, and
 * exact if it is a double.
 */
public final class Power {
    /** If the magnitude of the exponent of e exceeds this, the result may overflow or be subnormal. */
    static final double GREATEST_EXPONENT = 708;

    /** Adding this rounds to an integer. Above a third of it all doubles are integers or nearly so. */
    static final double ROUND = 0x1.8p52;

    static final double GREATEST_INTEGER = 0x1p51;

    /** ln 2, rounded so that its multiples are exact, and the remainder. */
    private static final double LN2_SHORT = 0x1.62e42fefa3p-1;

    private static final double LN2_REST = 0x1.3de6af278ece6p-42;

    private Power() {}

    public static double pow(double x, double y) {
        double magnitude = Math.abs(x);
        if (!(magnitude >= Double.MIN_NORMAL)) {
            return SeldomPowers.pow(x, y);
        }
        if (!(magnitude <= Double.MAX_VALUE)) {
            return SeldomPowers.pow(x, y);
        }
        if (!(Math.abs(y) < GREATEST_INTEGER)) {
            return SeldomPowers.pow(x, y);
        }
        double shiftedY = y + ROUND;
        if ((x < 0 ? y - (shiftedY - ROUND) : 0) != 0) {
            return Double.NaN;
        }
        long bits = Double.doubleToRawLongBits(magnitude);
        long biased = bits - Logarithm.SQRT_HALF_BITS + Logarithm.ONE_BITS;
        double e = Logarithm.exponent(biased);
        double f = Double.longBitsToDouble(bits - (biased & Logarithm.EXPONENT_MASK) + Logarithm.ONE_BITS) - 1;
        double high = logarithm(e, f);
        double low = logarithmLow(e, f);
        double product = y * high;
        if (!(Math.abs(product) <= GREATEST_EXPONENT)) {
            return SeldomPowers.pow(x, y);
        }
        double productLow = Math.fma(y, low, Math.fma(y, high, -product));
        long sign = Double.doubleToRawLongBits(shiftedY) << 63 & Double.doubleToRawLongBits(x);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(exponential(product, productLow)) | sign);
    }

    /** Returns e·ln 2 + ln(1 + f), rounded. */
    static double logarithm(double e, double f) {
        double start = e * LN2_SHORT;
        double high = Logarithm.high(f);
        double sum = start + high;
        return sum + (((start - sum) + high) + Math.fma(e, LN2_REST, Logarithm.low(f)));
    }

    /** Returns the rounding error of {@link #logarithm}. */
    static double logarithmLow(double e, double f) {
        double start = e * LN2_SHORT;
        double high = Logarithm.high(f);
        double sum = start + high;
        double low = ((start - sum) + high) + Math.fma(e, LN2_REST, Logarithm.low(f));
        return (sum - (sum + low)) + low;
    }

    /** Returns e^(x + low) for x in the range of {@link Exponential#exp}. */
    static double exponential(double x, double low) {
        double shifted = Math.fma(x, Exponential.LOG2_E, Exponential.ROUND_WIDE);
        double n = shifted - Exponential.ROUND_WIDE;
        double high = Math.fma(-n, Exponential.LN2_HIGH, x);
        return Exponential.power(high, Math.fma(-n, Exponential.LN2_LOW, low), shifted);
    }

    /** Computes the special cases of the C standard (ISO/IEC 9899, F.10.4.4), overflow and subnormal powers. */
    @Seldom
    private static final class SeldomPowers {
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
}
