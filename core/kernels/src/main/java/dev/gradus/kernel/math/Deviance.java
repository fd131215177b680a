package dev.gradus.kernel.math;

/**
 * a·(ln(1 + μ) − μ) for μ = d/a, which is minus half the deviance of a Poisson distribution. It is 0 for d = 0 and
 * about −d²/2a near it. The densities of gamma and beta distributions are its exponential times smooth factors (Loader,
 * "Fast and accurate computation of binomial probabilities", 2000).
 */
final class Deviance {
    private static final double NEAR = 0.05;

    /** Results below −1000 are interchangeable, because their exponential is 0. */
    private static final double GREATEST = 1000;

    /** For greater a, the result is below −1000 if |d| exceeds a/20. */
    private static final double LARGE = 1e6;

    private static final DoublePair INFINITE = new DoublePair(Double.NEGATIVE_INFINITY, 0);

    private Deviance() {}

    /** Returns the value for d = x − a. */
    static DoublePair of(double a, double x) {
        return of(a, DoublePair.sum(x, -a, 0));
    }

    static DoublePair of(double a, DoublePair d) {
        double mu = d.high() / a;
        return Math.abs(mu) <= NEAR ? near(a, d, mu) : far(a, d);
    }

    /** −½aμ² + a(μ³/3 − μ⁴/4 + …), the first term exactly. */
    private static DoublePair near(double a, DoublePair d, double mu) {
        double muLow = (Math.fma(-mu, a, d.high()) + d.low()) / a;
        double square = d.high() * mu;
        if (!(square < 2 * GREATEST)) {
            return INFINITE;
        }
        double squareLow = Math.fma(d.high(), mu, -square) + d.high() * muLow + d.low() * mu;
        double sum = 0;
        for (int k = 14; k > 2; k--) {
            sum = Math.fma(-mu, sum, 1.0 / k);
        }
        return DoublePair.sum(-0.5 * square, square * mu * sum, -0.5 * squareLow);
    }

    private static DoublePair far(double a, DoublePair d) {
        DoublePair x = d.plus(a);
        double ratio = x.high() / a;
        if (!(a < LARGE) || !(ratio >= Double.MIN_NORMAL && ratio < Double.MAX_VALUE)) {
            return INFINITE;
        }
        double ratioLow = (Math.fma(-ratio, a, x.high()) + x.low()) / a;
        DoublePair logarithm = DoublePair.logarithm(ratio);
        DoublePair product = new DoublePair(logarithm.high(), logarithm.low() + ratioLow / ratio).times(a);
        return DoublePair.sum(product.high(), -d.high(), product.low() - d.low());
    }
}
