package dev.gradus.kernel.math;

/**
 * The order in which numbers are added up, the same for any kernel, width and number of threads.
 *
 * <p>Element i is added to lane i mod 8, each lane starting from 0, and the lanes are added as
 * ((0+4)+(2+6))+((1+5)+(3+7)). More than {@link #BLOCK} elements are split before the largest power of two times BLOCK that
 * is less than their count, and the two sums are added.
 */
public final class Sums {
    /** The longest run that is summed in lanes without being split. */
    public static final int BLOCK = 4096;

    /** Eight whatever the hardware's width, so that every kernel can keep the order. */
    public static final int LANES = 8;

    private Sums() {}

    /** The sum of all elements. */
    public static double of(double[] x) {
        return of(x, 0, 1, x.length);
    }

    /** The sum of {@code count} elements that lie {@code step} apart. */
    public static double of(double[] x, int start, int step, int count) {
        if (count > BLOCK) {
            int left = leftPart(count);
            return of(x, start, step, left) + of(x, start + left * step, step, count - left);
        }
        return ofBlock(x, start, step, count);
    }

    /** Where a run of more than BLOCK elements is split. */
    public static int leftPart(int elements) {
        return BLOCK * Integer.highestOneBit((elements - 1) / BLOCK);
    }

    /** The tree that halves eight lanes: upper half onto lower half, three times. */
    public static double ofLanes(
            double s0, double s1, double s2, double s3, double s4, double s5, double s6, double s7) {
        return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
    }

    /** The sum of at most BLOCK elements. */
    public static double ofBlock(double[] x, int start, int step, int count) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int at = start;
        int left = count;
        for (; left >= 8; left -= 8, at += 8 * step) {
            s0 += x[at];
            s1 += x[at + step];
            s2 += x[at + 2 * step];
            s3 += x[at + 3 * step];
            s4 += x[at + 4 * step];
            s5 += x[at + 5 * step];
            s6 += x[at + 6 * step];
            s7 += x[at + 7 * step];
        }
        s0 += left > 0 ? x[at] : 0;
        s1 += left > 1 ? x[at + step] : 0;
        s2 += left > 2 ? x[at + 2 * step] : 0;
        s3 += left > 3 ? x[at + 3 * step] : 0;
        s4 += left > 4 ? x[at + 4 * step] : 0;
        s5 += left > 5 ? x[at + 5 * step] : 0;
        s6 += left > 6 ? x[at + 6 * step] : 0;
        return ofLanes(s0, s1, s2, s3, s4, s5, s6, s7);
    }
}
