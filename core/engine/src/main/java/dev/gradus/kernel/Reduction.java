package dev.gradus.kernel;

import java.util.stream.IntStream;

/**
 * Sums over some axes of an array, worked out once.
 *
 * <p>The order of summation is part of the contract, so that any kernel at any width and any number of threads gives
 * the same bits. The elements that go into one sum are numbered in row-major order. Element i is added to lane i mod 8,
 * each lane starting from 0, and the lanes are added as ((0+4)+(2+6))+((1+5)+(3+7)). More than {@link #BLOCK} elements
 * are split before the largest power of two times BLOCK that is less than their count, and the two sums are added.
 */
public final class Reduction {
    /** The longest run that is summed in lanes without being split. */
    public static final int BLOCK = 4096;

    private final int[] keptSizes;
    private final int[] keptStrides;
    private final int[] summedSizes;
    private final int[] summedStrides;
    private final int count;

    private Reduction(int[] sizes, int[] strides, boolean[] summed) {
        keptSizes = pick(sizes, summed, false);
        keptStrides = pick(strides, summed, false);
        summedSizes = pick(sizes, summed, true);
        summedStrides = pick(strides, summed, true);
        int product = 1;
        for (int size : summedSizes) {
            product *= size;
        }
        count = product;
    }

    /** Sums over the marked axes of an array of these sizes. */
    public static Reduction over(boolean[] summed, int... sizes) {
        return new Reduction(sizes, Axes.strides(sizes), summed).merged();
    }

    private Reduction(Reduction from, int[] mergedSizes, int[] mergedStrides) {
        keptSizes = from.keptSizes;
        keptStrides = from.keptStrides;
        count = from.count;
        summedSizes = mergedSizes;
        summedStrides = mergedStrides;
    }

    /** Makes the summed axes one where they lie evenly in memory. */
    private Reduction merged() {
        for (int axis = 0; axis + 1 < summedSizes.length; axis++) {
            if (summedStrides[axis] != summedStrides[axis + 1] * summedSizes[axis + 1]) {
                return this;
            }
        }
        int last = summedSizes.length - 1;
        return new Reduction(this, new int[] {count}, new int[] {last < 0 ? 0 : summedStrides[last]});
    }

    private static int[] pick(int[] values, boolean[] summed, boolean wanted) {
        return IntStream.range(0, values.length)
                .filter(axis -> summed[axis] == wanted)
                .map(axis -> values[axis])
                .toArray();
    }

    /** How many elements go into one sum. */
    public int count() {
        return count;
    }

    /** Writes the sums, in row-major order of the axes that are kept. */
    public void sum(double[] x, double[] out) {
        for (int o = 0; o < out.length; o++) {
            out[o] = sum(x, Axes.offset(o, keptSizes, keptStrides, keptSizes.length), 0, count);
        }
    }

    private double sum(double[] x, int base, int from, int to) {
        int elements = to - from;
        if (elements > BLOCK) {
            int middle = from + leftPart(elements);
            return sum(x, base, from, middle) + sum(x, base, middle, to);
        }
        return summedSizes.length == 1 ? evenly(x, base, from, to) : scattered(x, base, from, to);
    }

    /** Where a run of more than BLOCK elements is split. */
    static int leftPart(int elements) {
        return BLOCK * Integer.highestOneBit((elements - 1) / BLOCK);
    }

    private double evenly(double[] x, int base, int from, int to) {
        int step = summedStrides[0];
        return Lanes.sum(x, base + from * step, step, to - from);
    }

    private double scattered(double[] x, int base, int from, int to) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        for (int i = from; i < to; i++) {
            double value = x[base + Axes.offset(i, summedSizes, summedStrides, summedSizes.length)];
            switch (i & 7) {
                case 0 -> s0 += value;
                case 1 -> s1 += value;
                case 2 -> s2 += value;
                case 3 -> s3 += value;
                case 4 -> s4 += value;
                case 5 -> s5 += value;
                case 6 -> s6 += value;
                default -> s7 += value;
            }
        }
        return Lanes.tree(s0, s1, s2, s3, s4, s5, s6, s7);
    }
}
