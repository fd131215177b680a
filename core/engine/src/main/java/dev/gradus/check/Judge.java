package dev.gradus.check;

import dev.gradus.check.NumericalDerivative.Estimate;

/** Compares a gradient with the numerical one. */
record Judge(double rtol) {
    /**
     * Elements smaller than this fraction of a gradient's largest are compared absolutely. They are sums of similar terms,
     * with rounding errors proportional to the largest.
     */
    private static final double SMALL = 1e-4;

    /** A gradient that cancels completely keeps the rounding errors of the larger numbers before it. */
    private static final double CANCELLED = 1e-6;

    /**
     * Returns the magnitude below which the elements of a gradient are compared absolutely.
     *
     * @param handedOn the largest number in the backward pass that led to it
     */
    static double scale(Estimate[] gradient, double handedOn) {
        double largest = 0;
        for (Estimate estimate : gradient) {
            largest = estimate.isSmooth() ? Math.max(largest, Math.abs(estimate.value())) : largest;
        }
        return Math.max(SMALL * largest, CANCELLED * handedOn);
    }

    Claim claim(double derivative) {
        return Claim.of(derivative, rtol);
    }

    static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            double magnitude = Math.abs(value);
            largest = magnitude > largest && magnitude < Double.POSITIVE_INFINITY ? magnitude : largest;
        }
        return largest;
    }

    /** Returns whether an infinite element, such as that of a mask, correctly gets no gradient. */
    static boolean isMeantInfinity(double x, double gradient) {
        return Double.isInfinite(x) && gradient == 0;
    }

    ElementCheck element(int position, double x, double backward, Estimate numeric, double scale) {
        return new ElementCheck(position, x, backward, numeric, scale, numeric.judge(backward, rtol, scale));
    }
}
