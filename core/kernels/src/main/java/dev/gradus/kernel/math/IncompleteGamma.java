package dev.gradus.kernel.math;

/**
 * The regularized incomplete gamma functions P(a, x) = ∫₀ˣ t^(a−1) e^−t dt / Γ(a) and Q = 1 − P, for a &gt; 0 and x ≥
 * 0.
 *
 * <p>Below x = a + 1, P is its power series; above, Q is Legendre's continued fraction (NIST Digital Library of
 * Mathematical Functions, 8.11.4 and 8.9.2). The other one is the difference from 1. Both take about √a terms, so above
 * a = 10⁶ Temme's uniform expansion (8.12.3 and 8.12.4) is used. For a and x below 1, where Q may be small, it has a
 * separate series.
 */
final class IncompleteGamma {
    private static final double ROOT_TWO_PI = 0x1.40d931ff62706p1;

    private static final double UNIFORM = 1e6;

    /** The coefficients in powers of η of c₀ = 1/(x/a − 1) − 1/η (8.12.10). */
    private static final double[] C0 = {
        -0x1.5555555555555p-2,
        0x1.5555555555555p-4,
        -0x1.e573ac901e574p-7,
        0x1.2f684bda12f68p-10,
        0x1.71de3a556c734p-12,
        -0x1.76e06fec7273bp-13,
        0x1.48c5892f7cd83p-15,
        -0x1.255370652afc1p-19,
        -0x1.f1b22f594c6b5p-20,
        0x1.bd6d21e4b4109p-21,
        -0x1.7b5f9a2d0465cp-23,
        0x1.ccf5ceb7f0d9fp-28
    };

    /** c₁ = c₀′/η − 1/(12(x/a − 1)). */
    private static final double[] C1 = {
        -0x1.e573ac901e574p-10,
        -0x1.c71c71c71c71cp-9,
        0x1.5ac056b015ac0p-9,
        -0x1.0394f6f09e723p-10,
        0x1.af83440e53dbcp-13,
        -0x1.af83440e53dbcp-22,
        -0x1.2fa4ae89e5af0p-16
    };

    /** c₂ = c₁′/η + 1/(288(x/a − 1)). */
    private static final double[] C2 = {0x1.0ee643b990ee6p-8, -0x1.5f7268edab4c8p-9, 0x1.948b0fcd6e9e0p-11};

    private static final double TINY = 0x1p-1000;

    private IncompleteGamma() {}

    static double of(boolean upper, double a, double x) {
        if (!(a >= 0 && x >= 0) || a == x && (a == 0 || a == Double.POSITIVE_INFINITY)) {
            return Double.NaN;
        }
        if (a == 0 || x == Double.POSITIVE_INFINITY) {
            return upper ? 0 : 1;
        }
        if (x == 0 || a == Double.POSITIVE_INFINITY) {
            return upper ? 1 : 0;
        }
        if (a > UNIFORM) {
            return uniform(upper, a, x);
        }
        if (a < 1 && x < 1 && upper) {
            return ofSmall(a, x);
        }
        boolean isSeries = x < (a < 1 ? 1 : a + 1);
        double density = GammaDensity.ofNext(a, x);
        double value = isSeries ? density * series(a, x) : density * a * fraction(a, x);
        return isSeries == upper ? 1 - value : value;
    }

    /**
     * Returns Q(a, x), which is about a·E₁(x) for small a, from P = w·(1 + a·Σ(−x)ⁿ/(n!(a + n))) over n ≥ 1 with w =
     * x^a/Γ(a + 1), which is near 1 (NIST Digital Library of Mathematical Functions, 8.7.1).
     */
    private static double ofSmall(double a, double x) {
        double beyond = Exponential.expm1(a * Logarithm.log(x) - LogGamma.ofNext(a)); // w − 1
        double power = 1, sum = 0;
        for (double n = 1; Math.abs(power) > 0x1p-60; n++) {
            power *= -x / n;
            sum += power / (a + n);
        }
        return -beyond - (1 + beyond) * a * sum;
    }

    /** Returns ln(x/a), accurate near 0. */
    static double logarithmOfRatio(double a, double x) {
        double mu = (x - a) / a;
        return Math.abs(mu) > 0.5 ? Logarithm.log(x / a) : Logarithm.log1p(mu);
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

    /** Returns the number of significant terms of that fraction. */
    static double terms(double a, double x) {
        return lentz(a, x, true);
    }

    /**
     * Evaluates the fraction from its start by Lentz's method. Factors reach 1 within half of the maximum number of
     * terms. They never do if x is at least 2¹⁰²², where the reciprocal loses digits.
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

    /**
     * Returns ½ erfc(±η√(a/2)) ± e^(−aη²/2)/√(2πa)·(c₀(η) + c₁(η)/a + c₂(η)/a²), with ½η² = x/a − 1 − ln(x/a). The
     * truncation errors are below 10⁻¹⁷, including those of the series in η where the exponential does not vanish.
     */
    private static double uniform(boolean upper, double a, double x) {
        DoublePair exponent = Deviance.of(a, x);
        double bell = exponent.exp(1);
        boolean isTail = x > a == upper;
        if (bell == 0) {
            return isTail ? 0 : 1;
        }
        double distance = Math.sqrt(-exponent.high());
        double eta = Math.copySign(Math.sqrt(2 / a) * distance, x - a);
        double series = fit(C0, eta) + (fit(C1, eta) + fit(C2, eta) / a) / a;
        double correction = bell / (ROOT_TWO_PI * Math.sqrt(a)) * (upper ? series : -series);
        return isTail
                ? Math.fma(0.5 * bell, ScaledErrorFunction.erfcx(distance), correction)
                : 0.5 * ComplementaryErrorFunction.erfc(-distance) + correction;
    }

    private static double fit(double[] coefficients, double x) {
        double sum = 0;
        for (int k = coefficients.length - 1; k >= 0; k--) {
            sum = Math.fma(x, sum, coefficients[k]);
        }
        return sum;
    }
}
