package dev.gradus.kernel.math;

/**
 * The scaled complementary error function e^(x²)·erfc(x) and its derivatives, computed without underflow or
 * cancellation.
 *
 * <p>The derivative of order n is {@code (−1)ⁿ 2ⁿ n! e^(x²) iⁿerfc(x)}, with the repeated integrals of erfc (NIST
 * Digital Library of Mathematical Functions, 7.18.1). They satisfy the recurrence {@code f_n = 2x f_(n−1) + 2(n−1)
 * f_(n−2)}. For x &gt; 0 its terms cancel, so the quotient of successive derivatives is computed by the continued
 * fraction 7.18.13.
 */
public final class ScaledErrorFunction {
    private static final double TWO_OVER_ROOT_PI = 0x1.20dd750429b6dp0;
    private static final double ONE_OVER_ROOT_PI = 0x1.20dd750429b6dp-1;

    /** From here on the series in 1/x² is used. */
    private static final double FAR = 27.5;

    private ScaledErrorFunction() {}

    public static double erfcx(double x) {
        double a = Math.abs(x);
        if (!(a <= FAR)) {
            return SeldomArguments.erfcx(x);
        }
        double value = ComplementaryErrorFunction.scaled(a);
        return x < 0 ? reflected(x, value) : value;
    }

    /** Returns 2e^(x²) − erfcx(−x), because erfc(x) = 2 − erfc(−x). */
    private static double reflected(double x, double ofOpposite) {
        double square = x * x;
        double power = Exponential.exp(square);
        double lost = Math.fma(x, x, -square);
        double whole = power == Double.POSITIVE_INFINITY ? power : Math.fma(power, lost, power);
        return 2 * whole - ofOpposite;
    }

    /** Returns the derivative of this order. */
    public static double derivative(int order, double x) {
        double value = erfcx(x);
        if (order == 0 || Double.isNaN(x)) {
            return value;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return order % 2 == 0 ? 0.0 : -0.0;
        }
        return x > 0 && order * x * x > 2 ? byQuotients(order, x, value) : byRecurrence(order, x, value);
    }

    private static double byRecurrence(int order, double x, double value) {
        double before = value, last = Math.fma(2 * x, value, -TWO_OVER_ROOT_PI);
        for (int n = 2; n <= order; n++) {
            double next = Math.fma(2 * x, last, 2.0 * (n - 1) * before);
            before = last;
            last = next;
        }
        return last;
    }

    private static double byQuotients(int order, double x, double value) {
        int terms = order + 12 + (int) (200 / (x * x));
        double quotient = 0;
        double result = value;
        for (int n = terms; n > 0; n--) {
            quotient = 1 / Math.fma(2.0 * (n + 1), quotient, 2 * x);
            if (n <= order) {
                result *= -2.0 * n * quotient;
            }
        }
        return result;
    }

    /** Computes numbers above 27.5 and below −27.5, where the result is ∞. */
    @Seldom
    private static final class SeldomArguments {
        private SeldomArguments() {}

        static double erfcx(double x) {
            return x < 0 ? Double.POSITIVE_INFINITY : far(x);
        }

        /** (1 − 1/2x² + 3/4x⁴ − …) / (x√π). */
        private static double far(double x) {
            double half = 0.5 / x / x;
            double series = 1;
            for (int odd = 15; odd > 0; odd -= 2) {
                series = Math.fma(-odd * half, series, 1);
            }
            return ONE_OVER_ROOT_PI / x * series;
        }
    }
}
