package dev.gradus.kernel.math;

/**
 * The regularised incomplete beta function I_x(a, b) = ∫₀ˣ t^(a−1) (1 − t)^(b−1) dt / B(a, b), for a, b &gt; 0 and 0 ≤ x ≤ 1.
 *
 * <p>Below x = (a + 1)/(a + b + 2) it is a continued fraction (NIST Digital Library of Mathematical Functions, 8.17.22), which
 * takes about √max(a, b) terms; above, 1 − I_(1−x)(b, a).
 */
final class IncompleteBeta {
    private static final double LARGE = 2.5;
    private static final double TWO_PI = 0x1.921fb54442d18p2;
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
        double y = 1 - x;
        double density = density(a, b, x, y);
        return x < (a + 1) / (a + b + 2) ? density / a * fraction(a, b, x) : 1 - density / b * fraction(b, a, y);
    }

    /** x^a (1 − x)^b / B(a, b). */
    private static double density(double a, double b, double x, double y) {
        if (Math.min(a, b) < LARGE) {
            double powers = a * Logarithm.log(x) + b * Logarithm.log1p(-x);
            return Exponential.exp(powers - LogBeta.of(a, b));
        }
        // about the mean a/(a + b), where the logarithm is flat
        double beyond = Math.fma(x, b, -a * y);
        double sum = a + b;
        double exponent = a * IncompleteGamma.logarithmBeyond(x / (a / sum), beyond / a)
                + b * IncompleteGamma.logarithmBeyond(y / (b / sum), -beyond / b);
        return Math.sqrt(a / TWO_PI * (b / sum)) * Exponential.exp(exponent - LogBeta.correction(a, b));
    }

    /** 1/(1 + d₁/(1 + d₂/(1 + …))), from the front by Lentz's method. */
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
