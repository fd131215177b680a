package dev.gradus.check;

import dev.gradus.check.NumericalDerivative.Estimate;

/** Compares a gradient with its numerical one. */
record Judge(double rtol) {
    /**
     * A gradient's small elements are sums of terms like those of its large ones, and what rounding leaves of them is in
     * proportion to those. Elements below this part of the largest are therefore compared with that part.
     */
    private static final double SMALL = 1e-4;

    static double scale(Estimate[] gradient) {
        double largest = 0;
        for (Estimate estimate : gradient) {
            largest = estimate.isSmooth() ? Math.max(largest, Math.abs(estimate.value())) : largest;
        }
        return SMALL * largest;
    }

    ElementCheck element(int position, double x, double backward, Estimate numeric, double scale) {
        return new ElementCheck(position, x, backward, numeric, scale, numeric.judge(backward, rtol, scale));
    }
}
