package dev.gradus.kernel.math;

/**
 * A number as the sum of two doubles, for use as an exponent. An exponent of 700 rounded to one double has an error of
 * 10⁻¹³, which becomes the relative error of the exponential.
 *
 * @param high the nearest double
 * @param low the difference between the number and {@code high}
 */
record DoublePair(double high, double low) {
    /** Returns a + b + low, including the rounding error of the sum. */
    static DoublePair sum(double a, double b, double low) {
        double sum = a + b;
        if (Double.isInfinite(sum)) {
            return new DoublePair(sum, 0);
        }
        double part = sum - a;
        double rest = (a - (sum - part)) + (b - part) + low;
        double high = sum + rest;
        return new DoublePair(high, rest - (high - sum));
    }

    /** Returns ln x of a positive number. */
    static DoublePair logarithm(double x) {
        return x < Double.MIN_NORMAL
                ? logarithm(x * 0x1p64).plus(logarithm(0x1p-64))
                : new DoublePair(DoubleLogarithm.high(x), DoubleLogarithm.low(x));
    }

    /** Returns ln(1 − t) for 0 &lt; t &lt; 1. */
    static DoublePair logarithmBelowOne(double t) {
        if (t < 0.01) {
            double sum = 0;
            for (int k = 10; k > 1; k--) {
                sum = Math.fma(t, sum, 1.0 / k);
            }
            return sum(-t, -t * t * sum, 0);
        }
        double rest = 1 - t;
        DoublePair logarithm = logarithm(rest);
        return new DoublePair(logarithm.high, logarithm.low + ((1 - rest) - t) / rest);
    }

    DoublePair plus(double x) {
        return sum(high, x, low);
    }

    DoublePair plus(DoublePair other) {
        return sum(high, other.high, low + other.low);
    }

    DoublePair times(double x) {
        double product = high * x;
        return new DoublePair(product, Double.isInfinite(product) ? 0 : Math.fma(high, x, -product) + low * x);
    }

    /** Returns factor·e^this. The exponential may overflow even if the product does not. */
    double exp(double factor) {
        double half = Exponential.exp(high / 2);
        double value = factor * half * half;
        return value == 0 || value == Double.POSITIVE_INFINITY ? value : Math.fma(value, low, value);
    }
}
