package dev.gradus.kernel.math;

/**
 * The density x^(a−1) e^−x / Γ(a) of the gamma distribution for a &gt; 0 and x ≥ 0, accurate to a few ulp. Its
 * logarithm is never rounded to a double, because large terms of it cancel.
 */
final class GammaDensity {
    private static final double ROOT_TWO_PI = 0x1.40d931ff62706p1;

    /** From here on Γ(a) is computed by Stirling's formula. */
    private static final double LARGE = 2.5;

    /** From here on no required power of x underflows before the density does. */
    private static final double LEAST = 0x1p-300;

    private GammaDensity() {}

    static double of(double a, double x) {
        if (!(a >= 0 && x >= 0) || a == x && (a == 0 || a == Double.POSITIVE_INFINITY)) {
            return Double.NaN;
        }
        if (a == 0 || Math.max(a, x) == Double.POSITIVE_INFINITY) {
            return 0;
        }
        if (x == 0) {
            return a == 1 ? 1 : (a > 1 ? 0 : Double.POSITIVE_INFINITY);
        }
        if (a < LARGE || x < LEAST) {
            double known = a < 1 ? LogGamma.ofNext(a) : (a < LARGE ? LogGamma.ofNext(a - 1) : LogGamma.lgamma(a));
            DoublePair logarithm = DoublePair.logarithm(x);
            DoublePair power = logarithm.times(a).plus(logarithm.times(-1));
            return power.plus(-x).plus(-known).exp(a < 1 ? a : 1);
        }
        double bell = bell(a, x);
        return bell == 0 ? 0 : bell * (Math.sqrt(a) / x) / ROOT_TWO_PI;
    }

    /** Returns x^a e^−x / Γ(a + 1) for positive finite numbers. */
    static double ofNext(double a, double x) {
        return a < LARGE
                ? DoublePair.logarithm(x)
                        .times(a)
                        .plus(-x)
                        .plus(-LogGamma.ofNext(a))
                        .exp(1)
                : bell(a, x) / (ROOT_TWO_PI * Math.sqrt(a));
    }

    /** Returns (x/a)^a e^(a−x), divided by the exponential of the remainder of Stirling's formula. */
    private static double bell(double a, double x) {
        return Deviance.of(a, x).plus(-LogGamma.remainder(a)).exp(1);
    }
}
