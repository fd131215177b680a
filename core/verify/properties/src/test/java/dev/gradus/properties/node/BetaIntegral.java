package dev.gradus.properties.node;

/** The integral of the beta function in s = ln(t / (1 − t)): of σ(s)ᵃ σ(−s)ᵇ. */
final class BetaIntegral {
    private static final double STEP = 1.0 / 32;

    private BetaIntegral() {}

    /** From −∞ to a place, by the trapezoidal rule in v, where the place's distance is e^(v − e^−v). */
    static double below(double a, double b, double place) {
        double sum = 0;
        for (double v = -5; v < 7; v += STEP) {
            double distance = Math.exp(v - Math.exp(-v));
            double s = place - distance;
            double logarithm = -a * Math.log1p(Math.exp(-Math.abs(s))) - b * Math.log1p(Math.exp(-Math.abs(s)));
            double power = s < 0 ? a * s : -b * s;
            sum += Math.exp(logarithm + power) * distance * (1 + Math.exp(-v)) * STEP;
        }
        return sum;
    }
}
