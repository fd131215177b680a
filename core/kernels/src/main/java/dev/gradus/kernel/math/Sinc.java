package dev.gradus.kernel.math;

/**
 * sin(πx)/(πx) and its derivatives. x is reduced before it is multiplied by π, so the reduction is exact for all x.
 *
 * <p>With f = sinc, {@code (x·f)⁽ⁿ⁾ = x·f⁽ⁿ⁾ + n·f⁽ⁿ⁻¹⁾ = πⁿ⁻¹·sin(πx + nπ/2)} yields each derivative from the previous
 * one, or from the next one where that would cancel. Near 0, Taylor series are used.
 */
public final class Sinc {
    private static final double NEAR = 1.5;

    /** Adding this to 2x rounds it to an integer, the quadrant, for |x| up to this value. */
    private static final double ROUND = 0x1.8p52;

    private static final double GREATEST = 0x1p50;
    private static final double PI_LOW = 0x1.1a62633145c07p-53;

    private Sinc() {}

    public static double sinc(double x) {
        double a = Math.abs(x);
        if (!(a <= GREATEST)) {
            return SeldomArguments.sinc(x);
        }
        double shifted = Math.fma(2, a, ROUND);
        double sine = sine(Double.doubleToRawLongBits(shifted), a - 0.5 * (shifted - ROUND));
        double numerator = a < NEAR ? sine : sine * (1 / Math.PI);
        double denominator = a < NEAR ? Math.PI * a : a;
        return a == 0 ? 1 : numerator / denominator;
    }

    /** Returns the derivative of this order, sinc itself for order 0. */
    public static double sinc(int order, double x) {
        if (order == 0) {
            return sinc(x);
        }
        if (Double.isInfinite(x)) {
            return 0;
        }
        if (Math.abs(x) < NEAR + 0.5 * Math.min(order, 2)) {
            return series(order, x);
        }
        return Math.PI * Math.abs(x) > order ? upward(order, x) : downward(order, x);
    }

    private static double upward(int order, double x) {
        double power = 1 / Math.PI;
        double value = sinPi(x) * power / x;
        for (int n = 1; n <= order; n++) {
            power *= Math.PI;
            value = (power * turned(n, x) - n * value) / x;
        }
        return value;
    }

    /** Starts at an order that can be taken as 0: the error of order n is π|x|/n times that of the next order. */
    private static double downward(int order, double x) {
        int from = order;
        for (double error = 1; error > 0x1p-60; from++) {
            error *= Math.PI * Math.abs(x) / (from + 1);
        }
        double value = 0; // f⁽ⁿ⁾ / πⁿ
        for (int n = from; n > order; n--) {
            value = (turned(n, x) - Math.PI * x * value) / n;
        }
        return value * Power.pow(Math.PI, order);
    }

    /** Σ (−1)^k π^2k x^(2k−n)·2k(2k−1)⋯(2k−n+1)/(2k+1)! over 2k ≥ n. */
    private static double series(int n, double x) {
        int first = (n + 1) / 2;
        double term = first % 2 == 0 ? 1 : -1;
        for (int i = 2; i <= 2 * first - n; i++) {
            term /= i;
        }
        term *= Power.pow(Math.PI, 2 * first) / (2 * first + 1) * (2 * first > n ? x : 1);
        double sum = term;
        double square = Math.PI * Math.PI * x * x;
        for (int k = first + 1; Math.abs(term) > 0x1p-60 * Math.abs(sum); k++) {
            int power = 2 * k - n;
            term *= -square * (2 * k - 1) / ((double) power * (power - 1) * (2 * k + 1));
            sum += term;
        }
        return sum;
    }

    /** Returns sin πx, exactly 0 for integers. */
    static double sinPi(double x) {
        return turned(0, x);
    }

    /** Returns cos πx, exactly 0 halfway between integers. */
    static double cosPi(double x) {
        return turned(1, x);
    }

    /** sin(πx + quarters·π/2). */
    private static double turned(int quarters, double x) {
        double a = Math.abs(x);
        double turns = a - 2 * Math.floor(a / 2);
        double n = Math.rint(2 * turns);
        long quadrant = (long) n;
        // sin(−z + q) = sin(z + q + 2) for even q, sin(z + q) for odd q
        long turn = x < 0 && quarters % 2 == 0 ? quadrant + quarters + 2 : quadrant + quarters;
        return sine(turn, turns - n / 2);
    }

    /** sin(πr + quadrant·π/2). */
    private static double sine(long quadrant, double r) {
        double high = r * Math.PI;
        double low = Math.fma(r, Math.PI, -high) + r * PI_LOW;
        return Trigonometric.ofQuadrant(quadrant, high, low);
    }

    /** Computes integers, numbers so large that they are integers, and NaN. */
    @Seldom
    private static final class SeldomArguments {
        private SeldomArguments() {}

        static double sinc(double x) {
            return Double.isInfinite(x) ? 0 : sinPi(x) * (1 / Math.PI) / x;
        }
    }
}
