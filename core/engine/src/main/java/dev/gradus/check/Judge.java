package dev.gradus.check;

import dev.gradus.check.NumericalDerivative.Estimate;

/** Compares a gradient with its numerical one. */
record Judge(double rtol) {
    /**
     * Elements below this part of a gradient's largest are compared with that part. Small elements are sums of terms like
     * those of large ones, and keep rounding in proportion to those.
     */
    private static final double SMALL = 1e-4;

    /** A gradient that cancels out altogether keeps the rounding of the larger numbers before it. */
    private static final double CANCELLED = 1e-6;

    /**
     * The magnitude below which the elements of a gradient are compared absolutely.
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

    /** The largest magnitude among the finite numbers. */
    static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            double magnitude = Math.abs(value);
            largest = magnitude > largest && magnitude < Double.POSITIVE_INFINITY ? magnitude : largest;
        }
        return largest;
    }

    /** Whether an element that cannot be moved, as that of a mask, gets no gradient, which is right. */
    static boolean isMeantInfinity(double x, double gradient) {
        return Double.isInfinite(x) && gradient == 0;
    }

    ElementCheck element(int position, double x, double backward, Estimate numeric, double scale) {
        return new ElementCheck(position, x, backward, numeric, scale, numeric.judge(backward, rtol, scale));
    }
}
