package dev.gradus.kernel.math;

/**
 * The order in which numbers are added, the same for all kernels, vector widths and numbers of threads.
 *
 * <p>Element i is added to lane i mod 8, each lane starting from 0, and the lanes are added as
 * ((0+4)+(2+6))+((1+5)+(3+7)). More than {@link #BLOCK} elements are split before the largest power of two times BLOCK
 * that is less than their count, and the two sums are added.
 */
public final class Sums {
    /** The maximum number of elements that are summed without being split. */
    public static final int BLOCK = 4096;

    /** The number of lanes, which does not depend on the hardware, so that all kernels can follow the order. */
    public static final int LANES = 8;

    private Sums() {}

    /** Returns the sum of all elements. */
    public static double of(double[] x) {
        return of(x, 0, 1, x.length);
    }

    /** Returns the sum of {@code count} elements that are {@code step} apart. */
    public static double of(double[] x, int start, int step, int count) {
        if (count > BLOCK) {
            int left = leftPart(count);
            return of(x, start, step, left) + of(x, start + left * step, step, count - left);
        }
        return ofBlock(x, start, step, count);
    }

    /** Returns the index at which more than BLOCK elements are split. */
    public static int leftPart(int elements) {
        return BLOCK * Integer.highestOneBit((elements - 1) / BLOCK);
    }

    /** Adds eight lanes as a tree: the upper half to the lower half, three times. */
    public static double ofLanes(
            double s0, double s1, double s2, double s3, double s4, double s5, double s6, double s7) {
        return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
    }

    /** Returns the sum of at most BLOCK elements. */
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
