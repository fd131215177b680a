package dev.gradus.kernel.math;

/**
 * The regularized incomplete beta function I_x(a, b) = ∫₀ˣ t^(a−1) (1 − t)^(b−1) dt / B(a, b), for a, b &gt; 0 and 0 ≤
 * x ≤ 1.
 *
 * <p>Below x = (a + 1)/(a + b + 2) it is a continued fraction (NIST Digital Library of Mathematical Functions, 8.17.22)
 * of about √max(a, b) terms; above, it is 1 − I_(1−x)(b, a). Two limits avoid the millions of terms of large
 * parameters. If both parameters are above 10⁹, the normal distribution is used, with two terms of Temme's uniform
 * expansion (8.18.9). If one is much larger than the other, the incomplete gamma function is used, with one term of the
 * expansion in the larger one (8.18(i)). The truncation errors are below 10⁻¹⁵.
 */
final class IncompleteBeta {
    private static final double NORMAL = 1e9;
    private static final double ROOT_HALF = 0x1.6a09e667f3bcdp-1;
    private static final double ROOT_TWO_PI = 0x1.40d931ff62706p1;

    /** The number of standard deviations from the mean beyond which the tail is 0. */
    private static final double FAR = 40;

    private static final double TINY = 0x1p-1000;

    private IncompleteBeta() {}

    static double of(double a, double b, double x) {
        if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) {
            return Double.NaN;
        }
        if (x == 0 || x == 1) {
            return x;
        }
        if (Math.max(a, b) == Double.POSITIVE_INFINITY) {
            return a == b ? Double.NaN : (a > b ? 0 : 1);
        }
        if (Math.min(a, b) > NORMAL) {
            return nearlyNormal(a, b, x);
        }
        double ofX = -Logarithm.log(x), ofY = -Logarithm.log1p(-x);
        if (isMuchLarger(b, a, ofY)) {
            return nearlyGamma(false, a, b, ofY);
        }
        if (isMuchLarger(a, b, ofX)) {
            return nearlyGamma(true, b, a, ofX);
        }
        double y = 1 - x;
        if (b < 1 && x >= (a + 1) / (a + b + 2)) {
            return ofSmall(a, b, y);
        }
        double density = BetaDensity.ofNext(a, b, x);
        return x < (a + 1) / (a + b + 2)
                ? Math.min(1, density / a * fraction(a, b, x))
                : Math.max(0, 1 - density / b * fraction(b, a, y));
    }

    /**
     * Returns Φ(t) + φ(t)·(1/t − 1/β) for −½t² = a·ln(x/x₀) + b·ln((1 − x)/(1 − x₀)), x₀ = a/(a + b), and β = (x −
     * x₀)/σ, which equals t except for the skewness. (a + b)(x − x₀) is computed exactly, in parts, because its terms
     * exceed σ by a factor √a.
     */
    private static double nearlyNormal(double a, double b, double x) {
        double p = a * 0x1p-4, q = b * 0x1p-4, n = p + q; // divided by 16, so that the sum is finite
        double ofP = x * p, ofQ = x * q;
        DoublePair distance = DoublePair.sum(ofP, ofQ, Math.fma(x, p, -ofP) + Math.fma(x, q, -ofQ))
                .plus(-p)
                .times(16);
        double variance = p / n * b; // σ²(a + b)²
        double sigma = Math.sqrt(variance);
        double beta = distance.high() / sigma;
        if (Math.abs(beta) > FAR) {
            return beta < 0 ? 0 : 1;
        }
        DoublePair exponent = Deviance.of(a, distance).plus(Deviance.of(b, distance.times(-1)));
        double t = Math.copySign(Math.sqrt(-2 * exponent.high()), beta);
        double share = p / n, rest = q / n;
        double third = (rest - share) / sigma;
        double fourth = (share * share - share * rest + rest * rest) / variance;
        double skew = Math.abs(beta) < 1 ? third / 3 + (third * third / 6 - fourth / 4) * beta : 1 / t - 1 / beta;
        double bell = exponent.exp(1);
        double normal = t < 0
                ? bell * ScaledErrorFunction.erfcx(-t * ROOT_HALF)
                : ComplementaryErrorFunction.erfc(-t * ROOT_HALF);
        return 0.5 * normal + bell / ROOT_TWO_PI * skew;
    }

    /**
     * Returns whether {@link #nearlyGamma} is accurate. Its truncation error, about m·(m/max)⁴/1000 for m = max(1,
     * min), must be below rounding. In a tail m may be max·w, and the error must be below the rounding of the continued
     * fraction, which grows with max. Above 1000 the tail is 0.
     */
    private static boolean isMuchLarger(double max, double min, double w) {
        double center = Math.max(1, min);
        double tail = Math.max(center, Math.min(max * w, 1000));
        return fourthPower(max / center) > 1e13 * center && fourthPower(max / tail) * max > 1e13 * tail;
    }

    private static double fourthPower(double x) {
        return x * x * (x * x);
    }

    /**
     * Returns P(a, z) − (a³ − a)/(24ν²)·z^a e^−z/Γ(a + 1)·(1 + z/(a + 1)) for z = ν·w, ν = b + (a − 1)/2 and w = −ln(1
     * − x), or 1 minus that. With t = 1 − e^−w the integrand is w^(a−1) e^−νw (2 sinh(w/2)/w)^(a−1), whose last power
     * is 1 + (a − 1)w²/24 + ….
     */
    private static double nearlyGamma(boolean upper, double a, double b, double w) {
        double nu = b + (a - 1) / 2;
        double z = nu * w;
        double gamma = IncompleteGamma.of(upper, a, z);
        if (z == 0 || z == Double.POSITIVE_INFINITY) {
            return gamma;
        }
        double second = a / nu * ((a * a - 1) / nu) / 24 * GammaDensity.ofNext(a, z) * (1 + z / (a + 1));
        return upper ? gamma + second : gamma - second;
    }

    /**
     * Returns I_x(a, b) for b &lt; 1 and x beyond the mean, from I_y(b, a) = w·(1 + b·Σ(1 − a)⋯(n − a) yⁿ/(n!(b + n)))
     * over n ≥ 1 with y = 1 − x and w = y^b/(b·B(b, a)), which is near 1 (8.17.7). For small b the result is
     * proportional to b.
     */
    private static double ofSmall(double a, double b, double y) {
        double known = LogGamma.ofNext(b) - LogGamma.difference(a, b);
        double beyond = Exponential.expm1(b * Logarithm.log(y) - known); // w − 1
        double power = 1, sum = 0;
        for (double n = 1; Math.abs(power) > 0x1p-60; n++) {
            power *= (n - a) / n * y;
            sum += power / (b + n);
        }
        return -beyond - (1 + beyond) * b * sum;
    }

    /** Returns 1/(1 + d₁/(1 + d₂/(1 + …))) by Lentz's method. */
    private static double fraction(double a, double b, double x) {
        double c = 1;
        double d = 1 / kept(1 - (a + b) * x / (a + 1));
        double value = d;
        for (double m = 1; ; m++) {
            double twice = a + 2 * m;
            double even = m * (b - m) * x / ((twice - 1) * twice);
            d = 1 / kept(Math.fma(even, d, 1));
            c = kept(1 + even / c);
            value *= c * d;
            double odd = -(a + m) * (a + b + m) * x / (twice * (twice + 1));
            d = 1 / kept(Math.fma(odd, d, 1));
            c = kept(1 + odd / c);
            double factor = c * d;
            value *= factor;
            if (!(Math.abs(factor - 1) > 0x1p-52)) {
                return value;
            }
        }
    }

    private static double kept(double x) {
        return Math.abs(x) < TINY ? TINY : x;
    }
}
