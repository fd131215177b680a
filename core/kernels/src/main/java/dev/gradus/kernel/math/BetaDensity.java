package dev.gradus.kernel.math;

/**
 * The density x^(a−1) (1 − x)^(b−1) / B(a, b) of the beta distribution for a, b &gt; 0 and 0 ≤ x ≤ 1, accurate to a few
 * ulp; NaN if both parameters are infinite. Its logarithm is never rounded to a double, because large terms of it cancel.
 */
final class BetaDensity {
    private static final double TWO_PI = 0x1.921fb54442d18p2;

    /** From here on Γ is computed by Stirling's formula. */
    private static final double LARGE = 2.5;

    /** From here on no required power of x underflows before the density does. */
    private static final double LEAST = 0x1p-300;

    private BetaDensity() {}

    static double of(double a, double b, double x) {
        if (!(a > 0 && b > 0 && x >= 0 && x <= 1) || Math.min(a, b) == Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        if (x == 0 || x == 1) {
            double shape = x == 0 ? a : b;
            return shape == 1 ? (x == 0 ? b : a) : (shape > 1 ? 0 : Double.POSITIVE_INFINITY);
        }
        if (Math.max(a, b) == Double.POSITIVE_INFINITY) {
            return 0;
        }
        if (Math.min(a, b) < LARGE || x < LEAST) {
            return power(a, b, x, true);
        }
        return bell(a, b, x) / x / (1 - x);
    }

    /** x^a (1 − x)^b / B(a, b), for 0 &lt; x &lt; 1. */
    static double ofNext(double a, double b, double x) {
        return Math.min(a, b) < LARGE ? power(a, b, x, false) : bell(a, b, x);
    }

    /** Computes the density near the mean a/(a + b), where its logarithm is flat. d/(a + b) is the distance to it. */
    private static double bell(double a, double b, double x) {
        double sum = a + b;
        double ofA = x * a, ofB = x * b;
        DoublePair both = DoublePair.sum(ofA, ofB, Math.fma(x, a, -ofA) + Math.fma(x, b, -ofB));
        DoublePair d = both.plus(-a);
        DoublePair exponent = Deviance.of(a, d).plus(Deviance.of(b, d.times(-1)));
        return Math.sqrt(a / TWO_PI * (b / sum))
                * exponent.plus(-LogBeta.correction(a, b)).exp(1);
    }

    /** x^a (1 − x)^b / B(a, b), or that divided by x (1 − x). */
    private static double power(double a, double b, double x, boolean isOneLess) {
        double y = 1 - x;
        DoublePair ofX = y < 0.5 ? DoublePair.logarithmBelowOne(y) : DoublePair.logarithm(x);
        DoublePair ofY = DoublePair.logarithmBelowOne(x);
        DoublePair exponent = ofX.times(a).plus(ofY.times(b));
        if (isOneLess) {
            exponent = exponent.plus(ofX.times(-1)).plus(ofY.times(-1));
        }
        if (!(exponent.high() > -1000)) {
            return 0;
        }
        double small = Math.min(a, b), large = Math.max(a, b);
        if (small >= LARGE) {
            return exponent.plus(-LogBeta.of(a, b)).exp(1);
        }
        double known = LogGamma.ofNext(small < 1 ? small : small - 1);
        return exponent.plus(LogGamma.difference(large, small)).plus(-known).exp(small < 1 ? small : 1);
    }
}
