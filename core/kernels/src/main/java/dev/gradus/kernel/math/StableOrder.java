package dev.gradus.kernel.math;

/** Stable sorting of numbers. NaN is the greatest number, and both zeros are equal. */
public final class StableOrder {
    private StableOrder() {}

    /**
     * Sorts by merging runs of doubling length.
     *
     * @param x the numbers
     * @param first the index of the first number
     * @param step the distance between adjacent numbers
     * @param order receives the order; its length is the number of elements
     * @param spare scratch memory of the same length
     */
    public static void sort(double[] x, int first, int step, boolean descending, int[] order, int[] spare) {
        int count = order.length;
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        for (int run = 1; run > 0 && run < count; run *= 2) {
            for (int from = 0; from < count; from += 2 * run) {
                int middle = (int) Math.min((long) from + run, count);
                int to = (int) Math.min((long) from + 2L * run, count);
                merge(x, first, step, descending, order, spare, from, middle, to);
                if (to == count) {
                    break;
                }
            }
        }
    }

    private static void merge(
            double[] x,
            int first,
            int step,
            boolean descending,
            int[] order,
            int[] spare,
            int from,
            int middle,
            int to) {
        System.arraycopy(order, from, spare, from, middle - from);
        int left = from;
        int right = middle;
        for (int at = from; left < middle; at++) {
            boolean takesRight = right < to
                    && (descending
                            ? isLess(x[first + spare[left] * step], x[first + order[right] * step])
                            : isLess(x[first + order[right] * step], x[first + spare[left] * step]));
            order[at] = takesRight ? order[right++] : spare[left++];
        }
    }

    private static boolean isLess(double a, double b) {
        return a < b || (Double.isNaN(b) && !Double.isNaN(a));
    }
}
