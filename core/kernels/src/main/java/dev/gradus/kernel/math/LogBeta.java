package dev.gradus.kernel.math;

/**
 * ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b) for a, b &gt; 0. From 2.5 on, each term is replaced by Stirling's
 * formula and the parts that cancel are omitted, so large arguments lose no digits.
 */
final class LogBeta {
    private static final double LARGE = 2.5;
    private static final double HALF_LN_2_PI = 0x1.d67f1c864beb5p-1;

    private LogBeta() {}

    static double of(double a, double b) {
        if (!(a >= 0 && b >= 0)) {
            return Double.NaN;
        }
        double small = Math.min(a, b);
        double large = Math.max(a, b);
        if (large == Double.POSITIVE_INFINITY) {
            return small == 0 ? Double.NaN : Double.NEGATIVE_INFINITY;
        }
        if (small == 0) {
            return Double.POSITIVE_INFINITY;
        }
        if (large < LARGE) {
            return LogGamma.lgamma(small) + (LogGamma.lgamma(large) - LogGamma.lgamma(a + b));
        }
        return small < LARGE ? LogGamma.lgamma(small) + difference(small, large) : ofLarge(small, large);
    }

    /** ln Γ(large) − ln Γ(small + large). */
    private static double difference(double small, double large) {
        double sum = small + large;
        double ofRatio = (large - 0.5) * Logarithm.log1p(small / large);
        return small * (1 - Logarithm.log(sum)) - ofRatio + (LogGamma.remainder(large) - LogGamma.remainder(sum));
    }

    /** Returns (a − ½) ln(a/(a + b)) + (b − ½) ln(b/(a + b)) − ½ ln(a + b) + ½ ln 2π plus the remainders. */
    private static double ofLarge(double small, double large) {
        double sum = small + large;
        if (sum == Double.POSITIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        double logarithms = (small - 0.5) * Logarithm.log(small / sum)
                - (large - 0.5) * Logarithm.log1p(small / large)
                - 0.5 * Logarithm.log(sum);
        return logarithms + (HALF_LN_2_PI + correction(small, large));
    }

    /** Returns the remainder of Stirling's formula at a and b minus its remainder at a + b, for a, b &ge; 2.5. */
    static double correction(double a, double b) {
        return LogGamma.remainder(a) + (LogGamma.remainder(b) - LogGamma.remainder(a + b));
    }
}
