package dev.gradus.kernel.math;

/** The greatest of some numbers, and the excess of ln Σ eˣ over it. */
public final class Maximum {
    private Maximum() {}

    /** The place of the first NaN, or else of the first greatest number, counted from the start. */
    public static int index(double[] x, int start, int count) {
        int greatest = 0;
        for (int i = 1; i < count && !Double.isNaN(x[start + greatest]); i++) {
            double value = x[start + i];
            greatest = value > x[start + greatest] || Double.isNaN(value) ? i : greatest;
        }
        return greatest;
    }

    /**
     * ln Σ eˣ − m = ln(1 + Σ e^(x−m)), where m is the number at the given place and the second sum is over all others. So
     * their part is kept even where it is much less than 1.
     */
    public static double excess(double[] x, int start, int count, int index) {
        double[] others = new double[count];
        for (int i = 0; i < count; i++) {
            others[i] = i == index ? 0 : Elementary.exp(x[start + i] - x[start + index]);
        }
        return Elementary.log1p(Sums.of(others));
    }
}
