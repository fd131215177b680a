package dev.gradus.playground.build.browser;

import java.math.BigInteger;

/**
 * Computes a · b + c, rounded once, without a fused instruction, which JavaScript and WebAssembly lack.
 *
 * <p>The product a · b is split exactly into a sum p + p′ (Dekker, "A floating-point technique for extending the available
 * precision", 1971). Two more exact sums (Knuth's TwoSum) turn a · b + c into v + s + e. The error e matters only if s is a tie
 * between two numbers; then its sign decides (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums", 2008). If
 * a partial product could overflow or lose bits, the sum is computed with big integers and rounded once.
 */
public final class ExactFma {
    /** Multiplying by 2²⁷ + 1 splits a number into two halves of 26 bits. */
    public static final double SPLITTER = 134217729;

    private static final double HUGE = 0x1p900;
    private static final double TINY = 0x1p-900;

    private static final int DIGITS = 53;

    /** Every number is a multiple of two to this power. */
    private static final int SMALLEST = -1074;

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
        return (p < HUGE && p > TINY) || (p > -HUGE && p < -TINY);
    }

    private static boolean isBelowHuge(double x) {
        return x < HUGE && x > -HUGE;
    }

    /** The rounded v + s + e, given the rounded v + s; e decides a tie. */
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
        int ofProduct = exponent(a) + exponent(b);
        int least = Math.min(ofProduct, exponent(c));
        BigInteger product = significand(a).multiply(significand(b)).shiftLeft(ofProduct - least);
        BigInteger sum = product.add(significand(c).shiftLeft(exponent(c) - least));
        double size = rounded(sum.abs(), least);
        return sum.signum() < 0 ? -size : size;
    }

    /** The whole number m of x = m · 2ᵉ. */
    private static BigInteger significand(double x) {
        long bits = Double.doubleToLongBits(x);
        long leading = 1L << (DIGITS - 1);
        long fraction = bits & (leading - 1);
        long size = isSubnormal(bits) ? fraction : fraction | leading;
        return BigInteger.valueOf(bits < 0 ? -size : size);
    }

    /** The e of x = m · 2ᵉ. */
    private static int exponent(double x) {
        long bits = Double.doubleToLongBits(x);
        return SMALLEST - 1 + (isSubnormal(bits) ? 1 : biased(bits));
    }

    private static boolean isSubnormal(long bits) {
        return biased(bits) == 0;
    }

    private static int biased(long bits) {
        return (int) (bits >>> (DIGITS - 1)) & 0x7ff;
    }

    /** Rounds whole · 2ᵉ to the nearest number, ties to even. */
    private static double rounded(BigInteger whole, int exponent) {
        int cut = Math.max(0, Math.max(whole.bitLength() - DIGITS, SMALLEST - exponent));
        long kept = whole.shiftRight(cut).longValue();
        if (cut > 0 && whole.testBit(cut - 1)) {
            boolean isTie = whole.getLowestSetBit() == cut - 1;
            kept += isTie ? kept & 1 : 1;
        }
        return Math.scalb((double) kept, exponent + cut);
    }
}
