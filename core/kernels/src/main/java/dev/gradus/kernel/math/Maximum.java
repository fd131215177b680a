package dev.gradus.kernel.math;

/** The maximum of some numbers, and the difference between ln Σ eˣ and it. */
public final class Maximum {
    private Maximum() {}

    /** Returns the index, relative to {@code start}, of the first NaN, or otherwise of the first maximum. */
    public static int index(double[] x, int start, int count) {
        int greatest = 0;
        for (int i = 1; i < count && !Double.isNaN(x[start + greatest]); i++) {
            double value = x[start + i];
            greatest = value > x[start + greatest] || Double.isNaN(value) ? i : greatest;
        }
        return greatest;
    }

    /**
     * Returns ln Σ eˣ − m = ln(1 + Σ e^(x−m)), where m is the number at the given index and the second sum runs over
     * all others, so that small contributions are not lost next to the 1.
     */
    public static double excess(double[] x, int start, int count, int index) {
        double[] others = new double[count];
        for (int i = 0; i < count; i++) {
            others[i] = i == index ? 0 : Elementary.exp(x[start + i] - x[start + index]);
        }
        return Elementary.log1p(Sums.of(others));
    }
}
