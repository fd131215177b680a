package dev.gradus.kernel.math;

/** ln(x/(1 − x)), with the quotient as a pair of doubles, so that the result is accurate at ½. */
public final class Logit {
    /** Below this the quotient equals x, and its low part might underflow. */
    static final double TINY = 0x1p-900;

    private Logit() {}

    public static double logit(double x) {
        double denominator = 1 - x;
        double denominatorLow = (1 - denominator) - x;
        double quotient = x / denominator;
        double remainder = Math.fma(-quotient, denominator, x) - quotient * denominatorLow;
        double logarithm = Logarithm.ofSum(quotient, x < 1 ? remainder / denominator : 0, 0);
        return x < TINY ? Logarithm.log(x) : (x > 1 ? Double.NaN : logarithm);
    }
}
