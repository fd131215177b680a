package dev.gradus.kernel.math;

/**
 * ∂ⁿP(a, x)/∂aⁿ of the regularized incomplete gamma function, for n ≥ 1, a &gt; 0 and x ≥ 0. It is computed by Taylor
 * series: the terms of {@link IncompleteGamma} at a + h are represented by their coefficients in h.
 *
 * <p>Below x = a + 1 the power series of P is used, above it the continued fraction of Q, so both tails are accurate.
 * Both take about √a terms; for a above 10¹⁰ the result is NaN.
 */
final class GammaShapeDerivative {
    private static final double GREATEST = 1e10;

    private GammaShapeDerivative() {}

    static double of(int n, double a, double x) {
        if (!(a > 0 && x >= 0)) {
            return Double.NaN;
        }
        if (x == 0 || Math.max(a, x) == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double density = GammaDensity.ofNext(a, x);
        if (density == 0) {
            return 0;
        }
        if (a > GREATEST) {
            return Double.NaN;
        }
        boolean isSeries = x < a + 1;
        // powers of 1/a would cancel, or overflow
        boolean isSmall = a < (n > 1 ? 1 : Double.MIN_NORMAL);
        double[] ofDensity = density(n, isSeries || isSmall ? a + 1 : a, a, x);
        if (isSmall && !isSeries) { // 1/Γ(a + h) = (a + h)/Γ(a + 1 + h)
            for (int j = n; j >= 0; j--) {
                ofDensity[j] = a * ofDensity[j] + (j == 0 ? 0 : ofDensity[j - 1]);
            }
        }
        double[] other = isSeries ? series(n, a, x) : fraction(n, a, x);
        double sum = 0;
        double factorial = 1;
        for (int j = 0; j <= n; j++) {
            sum = Math.fma(ofDensity[j], other[n - j], sum);
            factorial *= Math.max(j, 1);
        }
        return isSeries ? density * factorial * sum : -density * (isSmall ? 1 : a) * factorial * sum;
    }

    /** Returns the coefficients of x^(a + h)/Γ(of + h) divided by the first one, by e^g: k·e_k = Σ j·g_j·e_(k−j). */
    private static double[] density(int n, double of, double a, double x) {
        double[] exponent = new double[n + 1];
        double factorial = 1;
        for (int j = 1; j <= n; j++) {
            factorial *= j;
            exponent[j] = j == 1 ? slope(of, a, x) : -Polygamma.polygamma(j - 1, of) / factorial;
        }
        double[] power = new double[n + 1];
        power[0] = 1;
        for (int k = 1; k <= n; k++) {
            for (int j = 1; j <= k; j++) {
                power[k] += j * exponent[j] * power[k - j] / k;
            }
        }
        return power;
    }

    /** Returns ln x − ψ(of), where {@code of} is a or a + 1. */
    private static double slope(double of, double a, double x) {
        if (a < 2) {
            return Logarithm.log(x) - Polygamma.digamma(of);
        }
        return IncompleteGamma.logarithmOfRatio(a, x) + Polygamma.belowLogarithm(a) - (of > a ? 1 / a : 0);
    }

    /** Σ x^k / ((a + h + 1) ⋯ (a + h + k)). */
    private static double[] series(int n, double a, double x) {
        double[] term = new double[n + 1];
        double[] sum = new double[n + 1];
        term[0] = 1;
        sum[0] = 1;
        boolean goesOn = true;
        for (double divisor = a + 1; goesOn; divisor++) {
            double before = 0;
            goesOn = false;
            for (int j = 0; j <= n; j++) {
                before = (term[j] * x - before) / divisor;
                term[j] = before;
                sum[j] += before;
                goesOn |= Math.abs(before) > 0x1p-56 * Math.abs(sum[j]);
            }
        }
        return sum;
    }

    /** Returns 1/(x + 1 − a − h − (1 − a − h)/(x + 3 − a − h − …)), evaluated from the end. */
    private static double[] fraction(int n, double a, double x) {
        double[] below = new double[n + 1];
        double[] quotient = new double[n + 1];
        // for an integer a the fraction is finite, but its derivatives are not
        double terms = 2 * IncompleteGamma.terms(Math.floor(a) + 0.5, x) + 20;
        below[0] = x + 1 - a + 2 * terms;
        below[1] = -1;
        for (double k = terms; k > 0; k--) {
            divide(k * (a - k), k, below, quotient);
            for (int j = 0; j <= n; j++) {
                below[j] = quotient[j];
            }
            below[0] += x - 1 - a + 2 * k;
            below[1] -= 1;
        }
        divide(1, 0, below, quotient);
        return quotient;
    }

    /** (first + second·h) / below. */
    private static void divide(double first, double second, double[] below, double[] quotient) {
        for (int j = 0; j < quotient.length; j++) {
            double rest = j == 0 ? first : (j == 1 ? second : 0);
            for (int i = 0; i < j; i++) {
                rest -= quotient[i] * below[j - i];
            }
            quotient[j] = rest / below[0];
        }
    }
}
