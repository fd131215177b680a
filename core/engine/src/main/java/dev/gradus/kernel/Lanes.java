package dev.gradus.kernel;

/**
 * Sums in eight lanes: element i is added to lane i mod 8, each lane starting from 0, and the lanes are added as a fixed
 * tree. Eight whatever the hardware's width, so that every kernel can keep the order.
 */
final class Lanes {
    /** How many lanes there are. */
    static final int COUNT = 8;

    private Lanes() {}

    /** The tree that halves eight lanes: upper half onto lower half, three times. */
    static double tree(double s0, double s1, double s2, double s3, double s4, double s5, double s6, double s7) {
        return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
    }

    /** The same of any number of elements, split as {@link Reduction} says. */
    static double blockwiseSum(double[] x, int start, int step, int count) {
        if (count > Reduction.BLOCK) {
            int left = Reduction.leftPart(count);
            return blockwiseSum(x, start, step, left) + blockwiseSum(x, start + left * step, step, count - left);
        }
        return sum(x, start, step, count);
    }

    /** The sum of {@code count} elements that lie {@code step} apart. */
    static double sum(double[] x, int start, int step, int count) {
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
        return tree(s0, s1, s2, s3, s4, s5, s6, s7);
    }
}
