package dev.gradus.kernel.math;

/**
 * The regularised incomplete gamma functions P(a, x) = ∫₀ˣ t^(a−1) e^−t dt / Γ(a) and Q = 1 − P, for a &gt; 0 and x ≥ 0.
 *
 * <p>Below x = a + 1 P is its power series, from there on Q is Legendre's continued fraction (NIST Digital Library of
 * Mathematical Functions, 8.11.4 and 8.9.2); the other one is the difference to 1. Both take about √a terms. Above a = 10⁸
 * Temme's uniform expansion with two terms (8.12.3 and 8.12.4) is within 10⁻⁸ of them.
 */
final class IncompleteGamma {
    private static final double ROOT_TWO_PI = 0x1.40d931ff62706p1;

    /** From here on Γ(a) is Stirling's series. */
    private static final double STIRLING = 20;

    private static final double UNIFORM = 1e8;
    private static final double TINY = 0x1p-1000;

    private IncompleteGamma() {}

    static double of(boolean upper, double a, double x) {
        if (!(a > 0 && x >= 0)) {
            return Double.NaN;
        }
        if (x == 0 || x == Double.POSITIVE_INFINITY) {
            return (x == 0) == upper ? 1 : 0;
        }
        if (a == Double.POSITIVE_INFINITY) {
            return upper ? 1 : 0;
        }
        if (a > UNIFORM) {
            return uniform(upper, a, x);
        }
        boolean isSeries = x < a + 1;
        double value = isSeries ? density(a, x) * series(a, x) : density(a, x) * a * fraction(a, x);
        return isSeries == upper ? 1 - value : value;
    }

    /** x^a e^−x / Γ(a + 1). */
    static double density(double a, double x) {
        if (a < STIRLING) {
            double exponent = Math.fma(a, Logarithm.log(x), -x) - LogGamma.lgamma(a + 1);
            return Exponential.exp(exponent);
        }
        double inverse = 1 / (a * a);
        double stirling =
                Math.fma(inverse, Math.fma(inverse, Math.fma(inverse, -1.0 / 1680, 1.0 / 1260), -1.0 / 360), 1.0 / 12);
        return Exponential.exp(a * excess(a, x) - stirling / a) / (ROOT_TWO_PI * Math.sqrt(a));
    }

    /** ln(x/a), with all digits near 0. */
    static double logarithmOfRatio(double a, double x) {
        double mu = (x - a) / a;
        return Math.abs(mu) > 0.5 ? Logarithm.log(x / a) : Logarithm.log1p(mu);
    }

    private static double excess(double a, double x) {
        return logarithmBeyond(x / a, (x - a) / a);
    }

    /** ln λ − μ for μ = λ − 1, which is −½μ² and smaller terms near 0. */
    static double logarithmBeyond(double lambda, double mu) {
        if (Math.abs(mu) > 0.05) {
            return Logarithm.log(lambda) - mu;
        }
        double sum = 0;
        for (int k = 14; k > 1; k--) {
            sum = Math.fma(-mu, sum, 1.0 / k);
        }
        return -mu * mu * sum;
    }

    /** Σ xⁿ / ((a + 1) ⋯ (a + n)). */
    private static double series(double a, double x) {
        double term = 1, sum = 1;
        for (double n = a + 1; term > sum * 0x1p-56; n++) {
            term *= x / n;
            sum += term;
        }
        return sum;
    }

    /** 1/(x + 1 − a − (1 − a)/(x + 3 − a − …)). */
    private static double fraction(double a, double x) {
        return lentz(a, x, false);
    }

    /** The number of that fraction's terms that count. */
    static double terms(double a, double x) {
        return lentz(a, x, true);
    }

    /**
     * From the front by Lentz's method. A factor comes to 1 in half of the most terms at latest; but beside an x from 2¹⁰²² on,
     * whose reciprocal has lost digits, it never does.
     */
    private static double lentz(double a, double x, boolean counts) {
        double most = Math.fma(20, Math.sqrt(a), 500);
        double b = x + 1 - a;
        double c = 1 / TINY, d = 1 / b, value = d;
        for (double n = 1; ; n++) {
            double numerator = -n * (n - a);
            b += 2;
            d = Math.fma(numerator, d, b);
            d = 1 / (Math.abs(d) < TINY ? TINY : d);
            c = b + numerator / c;
            c = Math.abs(c) < TINY ? TINY : c;
            double factor = c * d;
            value *= factor;
            if (!(Math.abs(factor - 1) > 0x1p-52) || n > most) {
                return counts ? n : value;
            }
        }
    }

    /** ½ erfc(±η√(a/2)) ± e^(−aη²/2)/√(2πa) · (1/(λ − 1) − 1/η), with ½η² = λ − 1 − ln λ. */
    private static double uniform(boolean upper, double a, double x) {
        double mu = (x - a) / a;
        double eta = Math.copySign(Math.sqrt(-2 * excess(a, x)), mu);
        double first = Math.abs(mu) < 1e-4 ? -1.0 / 3 + mu / 12 : 1 / mu - 1 / eta;
        double correction = Exponential.exp(a * excess(a, x)) / (ROOT_TWO_PI * Math.sqrt(a)) * first;
        double argument = eta * Math.sqrt(a / 2);
        return upper
                ? 0.5 * ComplementaryErrorFunction.erfc(argument) + correction
                : 0.5 * ComplementaryErrorFunction.erfc(-argument) - correction;
    }
}
