package dev.gradus.testkit.domain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.stream.DoubleStream;

/**
 * Numbers simpler than a given one: closer to ±1, where functions are neither flat nor at a kink, with fewer digits,
 * and positive rather than negative.
 */
public final class Simpler {
    /** Numbers with more decimals count as equally complex. */
    private static final int MAX_DECIMALS = 17;

    private static final double HUGE = 1e6;

    /** Fewer digits that are proposed for a huge or tiny number. */
    private static final int FEW_DIGITS = 3;

    private static final double TINY = 1e-3;

    private Simpler() {}

    /**
     * The distance of a number from simplicity: 0 for 1, then 1 for −1, other integers, one decimal, two, huge, tiny.
     */
    public static long complexity(double x) {
        double magnitude = Math.abs(x);
        long sign = x < 0 || (x == 0 && 1 / x < 0) ? 1 : 0;
        if (magnitude == Math.rint(magnitude) && magnitude < HUGE) {
            return 2 * (long) Math.abs(magnitude - 1) + sign;
        }
        long size = 2 * (long) Math.min(HUGE, 1000 * Math.abs(magnitude - 1)) + sign;
        long exponent = Math.abs(magnitude < Double.MIN_NORMAL ? exponentOfSubnormal(magnitude) : Math.getExponent(x));
        if (magnitude >= HUGE || magnitude < TINY) {
            return 1_000_000_000L + 10_000_000L * exponent + 100_000L * digits(magnitude) + sign;
        }
        return 20_000_000L * decimals(magnitude) + size;
    }

    private static int exponentOfSubnormal(double magnitude) {
        return Math.getExponent(magnitude * 0x1p54) - 54;
    }

    /** Simpler numbers, the simplest first. */
    public static DoubleStream than(double x) {
        Set<Double> candidates = new LinkedHashSet<>();
        propose(x, candidates::add);
        long complexity = complexity(x);
        return candidates.stream().mapToDouble(y -> y + 0.0).filter(y -> complexity(y) < complexity);
    }

    private static void propose(double x, DoubleConsumer candidates) {
        double magnitude = Math.abs(x);
        double sign = x < 0 ? -1 : 1;
        candidates.accept(1);
        candidates.accept(-1);
        if (magnitude < TINY) {
            candidates.accept(0);
        }
        if (magnitude >= HUGE || magnitude < TINY) {
            proposePowers(magnitude, sign, candidates);
            return;
        }
        proposeNextToInteger(x, candidates);
        for (double less = magnitude / 4; less > 1; less /= 2) {
            candidates.accept(sign * Math.rint(magnitude - less));
        }
        int decimals = decimals(magnitude);
        for (int digits = 0; digits <= Math.min(decimals, 4); digits++) {
            double unit = Double.parseDouble("1e" + digits);
            double below = Math.floor(magnitude * unit) / unit;
            double above = Math.ceil(magnitude * unit) / unit;
            double middle = Math.floor((1 + magnitude) / 2 * unit) / unit;
            double step = (digits == decimals ? Math.rint(magnitude * unit) - Math.signum(magnitude - 1) : below * unit)
                    / unit;
            for (double proposal :
                    new double[] {middle, magnitude < 1 ? above : below, magnitude < 1 ? below : above, step}) {
                candidates.accept(sign * proposal);
                candidates.accept(-sign * proposal);
            }
        }
    }

    /** Proposes a distance from the nearest integer that is a power of ten. */
    private static void proposeNextToInteger(double x, DoubleConsumer candidates) {
        double integer = Math.rint(x);
        double distance = Math.abs(x - integer);
        if (distance > 0 && distance < TINY) {
            int exponent = (int) Math.floor(StrictMath.log10(distance));
            for (int proposal : new int[] {exponent + 1, exponent}) {
                candidates.accept(integer + Math.signum(x - integer) * Double.parseDouble("1e" + proposal));
            }
        }
    }

    /** Proposes powers of ten far from 1: with half the exponent, then with an exponent smaller by one. */
    private static void proposePowers(double magnitude, double sign, DoubleConsumer candidates) {
        int exponent = magnitude == 0 ? 0 : (int) Math.rint(StrictMath.log10(magnitude));
        for (int proposal : new int[] {exponent / 2, exponent, exponent - Integer.signum(exponent)}) {
            candidates.accept(sign * Double.parseDouble("1e" + proposal));
            candidates.accept(Double.parseDouble("1e" + proposal));
        }
        if (magnitude > 0) {
            for (int digits = 1; digits <= FEW_DIGITS; digits++) {
                candidates.accept(sign * rounded(magnitude, digits, RoundingMode.HALF_UP));
                if (magnitude >= HUGE) {
                    candidates.accept(sign * rounded(magnitude, digits, RoundingMode.UP));
                }
            }
        }
    }

    private static double rounded(double magnitude, int digits, RoundingMode mode) {
        return new BigDecimal(magnitude).round(new MathContext(digits, mode)).doubleValue();
    }

    private static int decimals(double magnitude) {
        return Math.min(
                MAX_DECIMALS,
                Math.max(
                        0,
                        new BigDecimal(Double.toString(magnitude))
                                .stripTrailingZeros()
                                .scale()));
    }

    private static int digits(double magnitude) {
        return new BigDecimal(Double.toString(magnitude)).stripTrailingZeros().precision();
    }
}
