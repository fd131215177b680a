package dev.gradus.playground.build.browser;

/** Functions of {@link Math} that TeaVM lacks or rounds differently. */
public final class JavaMath {
    private static final double TWO_TO_THE_52 = 0x1p52;

    /** A power of two and its reciprocal, both normal. */
    private static final int LARGE_STEP = 512;

    private static final int STEPS = 5;

    private JavaMath() {}

    /** As {@link Math#rint(double)}: ties round to even. */
    public static double rint(double a) {
        double size = Math.abs(a);
        if (!(size < TWO_TO_THE_52)) {
            return a;
        }
        double whole = Math.floor(size);
        double rest = size - whole;
        if (rest > 0.5 || (rest == 0.5 && whole % 2 != 0)) {
            whole += 1;
        }
        return Math.copySign(whole, a);
    }

    /** As {@link Math#round(double)}: ties round up. */
    public static long round(double a) {
        if (!(Math.abs(a) < TWO_TO_THE_52)) {
            return (long) a;
        }
        double whole = Math.floor(a);
        return (long) (a - whole >= 0.5 ? whole + 1 : whole);
    }

    /**
     * As {@link Math#scalb(double, int)}. When scaling down, only the last product may round, because all earlier results are normal
     * numbers.
     */
    public static double scalb(double d, int scaleFactor) {
        int rest = Math.max(-STEPS * LARGE_STEP, Math.min(STEPS * LARGE_STEP, scaleFactor));
        double scaled = d;
        if (rest < 0) {
            int exponent = Math.getExponent(d);
            int normal = Math.max(rest, Math.min(0, Double.MIN_EXPONENT - exponent));
            scaled = times(scaled, normal);
            return times(scaled, rest - normal);
        }
        return times(scaled, rest);
    }

    private static double times(double d, int exponent) {
        double scaled = d;
        int rest = exponent;
        while (rest > LARGE_STEP) {
            scaled *= 0x1p512;
            rest -= LARGE_STEP;
        }
        while (rest < -LARGE_STEP) {
            scaled *= 0x1p-512;
            rest += LARGE_STEP;
        }
        return scaled * Double.longBitsToDouble((rest + 1023L) << 52);
    }

    /** As {@link Math#ulp(double)}. */
    public static double ulp(double d) {
        if (!(Math.abs(d) <= Double.MAX_VALUE)) {
            return Math.abs(d);
        }
        int exponent = Math.max(Math.getExponent(d), Double.MIN_EXPONENT) - 52;
        return scalb(1, exponent);
    }

    /** As {@link Math#multiplyHigh(long, long)}: the upper half of the product (Hacker's Delight, section 8-2). */
    public static long multiplyHigh(long x, long y) {
        long xHigh = x >> 32;
        long xLow = x & 0xffffffffL;
        long yHigh = y >> 32;
        long yLow = y & 0xffffffffL;
        long middle = xHigh * yLow + (xLow * yLow >>> 32);
        long carried = (middle & 0xffffffffL) + xLow * yHigh;
        return xHigh * yHigh + (middle >> 32) + (carried >> 32);
    }
}
