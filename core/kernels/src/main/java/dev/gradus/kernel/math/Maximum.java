package dev.gradus.kernel.math;

/** The maximum of some numbers, and the difference between ln Σ eˣ and it. */
public final class Maximum {
    private Maximum() {}

    /** Returns the index, relative to {@code start}, of the first NaN, or otherwise of the first maximum. */
    public static int index(double[] x, int start, int count) {
        return index(x, start, 0, 1, count);
    }

    /** Continues with the numbers {@code from} to {@code to} − 1, given the index for those before them. */
    public static int index(double[] x, int start, int before, int from, int to) {
        int index = before;
        double greatest = x[start + before];
        for (int i = from; i < to && !Double.isNaN(greatest); i++) {
            double value = x[start + i];
            if (!(value <= greatest)) { // greater, or NaN
                greatest = value;
                index = i;
            }
        }
        return index;
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
