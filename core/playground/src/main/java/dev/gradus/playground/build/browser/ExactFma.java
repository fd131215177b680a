package dev.gradus.playground.build.browser;

import java.math.BigDecimal;

/**
 * a · b + c, rounded once, without a fused instruction, which neither JavaScript nor WebAssembly has.
 *
 * <p>a · b is written as a sum p + p′ of two numbers without an error (Dekker, "A floating-point technique for extending
 * the available precision", 1971). Two more sums without an error (Knuth's TwoSum) leave a · b + c as v + s + e, where e
 * is what the last rounding may not see. It matters only where s lies in the middle between two numbers: there the sign of
 * e decides (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums", 2008). Where a product of parts could
 * overflow or lose bits, BigDecimal computes.
 */
public final class ExactFma {
    /** 2²⁷ + 1 cuts a number into two of 26 bits each. */
    private static final double SPLITTER = 134217729;

    private static final double HUGE = 0x1p900;
    private static final double TINY = 0x1p-900;

    private ExactFma() {}

    /** As {@link Math#fma(double, double, double)}. */
    public static double fma(double a, double b, double c) {
        double p = a * b;
        if (!(isUsual(p) && isBelowHuge(a) && isBelowHuge(b) && isBelowHuge(c))) {
            return seldom(a, b, c, p);
        }
        double t = SPLITTER * a;
        double aHigh = t - (t - a);
        double aLow = a - aHigh;
        t = SPLITTER * b;
        double bHigh = t - (t - b);
        double bLow = b - bHigh;
        double pLow = ((aHigh * bHigh - p) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
        double u = c + pLow;
        double z = u - c;
        double uLow = (c - (u - z)) + (pLow - z);
        double v = p + u;
        z = v - p;
        double vLow = (p - (v - z)) + (u - z);
        double s = uLow + vLow;
        z = s - uLow;
        double e = (uLow - (s - z)) + (vLow - z);
        double sum = v + s;
        return e == 0 ? sum : nudged(v, s, e, sum);
    }

    private static boolean isUsual(double p) {
        return p < HUGE && p > TINY || p > -HUGE && p < -TINY;
    }

    private static boolean isBelowHuge(double x) {
        return x < HUGE && x > -HUGE;
    }

    /** v + s + e, given v + s as rounded: e decides a tie. */
    private static double nudged(double v, double s, double e, double sum) {
        double z = sum - v;
        double rest = (v - (sum - z)) + (s - z);
        double next = sum + 2 * rest;
        boolean isTie = rest != 0 && next - sum == 2 * rest;
        return isTie && (rest > 0) == (e > 0) ? next : sum;
    }

    private static double seldom(double a, double b, double c, double p) {
        if (a == 0 || b == 0 || !Double.isFinite(a) || !Double.isFinite(b)) {
            return p + c;
        }
        if (!Double.isFinite(c)) {
            return c;
        }
        if (c == 0) {
            return p;
        }
        BigDecimal exact = new BigDecimal(a).multiply(new BigDecimal(b)).add(new BigDecimal(c));
        return exact.signum() == 0 ? 0.0 : exact.doubleValue();
    }
}
