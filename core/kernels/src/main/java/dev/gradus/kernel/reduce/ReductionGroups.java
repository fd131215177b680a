package dev.gradus.kernel.reduce;

import dev.gradus.kernel.math.Axes;
import java.util.Arrays;

/**
 * The groups of elements of a reduction, with precomputed strides. A group contains the elements that share their index
 * along the remaining axes. Groups and their members are numbered in row-major order.
 */
public final class ReductionGroups {
    private final int[] keptSizes;
    private final int[] keptStrides;
    private final int[] memberSizes;
    private final int[] memberStrides;
    private final int count;

    private ReductionGroups(int[] keptSizes, int[] keptStrides, int[] memberSizes, int[] memberStrides) {
        this.keptSizes = keptSizes;
        this.keptStrides = keptStrides;
        this.memberSizes = memberSizes;
        this.memberStrides = memberStrides;
        this.count = Axes.elements(memberSizes, 0, memberSizes.length);
    }

    /** Creates the groups that reduce the marked axes of an array of these sizes. */
    public static ReductionGroups along(boolean[] reduced, int... sizes) {
        int[] strides = Axes.strides(sizes);
        return new ReductionGroups(
                        pick(sizes, reduced, false),
                        pick(strides, reduced, false),
                        pick(sizes, reduced, true),
                        pick(strides, reduced, true))
                .merged();
    }

    private static int[] pick(int[] values, boolean[] reduced, boolean wanted) {
        int[] picked = new int[values.length];
        int count = 0;
        for (int axis = 0; axis < values.length; axis++) {
            if (reduced[axis] == wanted) {
                picked[count++] = values[axis];
            }
        }
        return Arrays.copyOf(picked, count);
    }

    /** Merges adjacent reduced axes whose elements are evenly spaced. */
    private ReductionGroups merged() {
        for (int axis = 0; axis + 1 < memberSizes.length; axis++) {
            if (memberStrides[axis] != memberStrides[axis + 1] * memberSizes[axis + 1]) {
                return this;
            }
        }
        int last = memberSizes.length - 1;
        int step = last < 0 ? 0 : memberStrides[last];
        return new ReductionGroups(keptSizes, keptStrides, new int[] {count}, new int[] {step});
    }

    public int count() {
        return count;
    }

    int start(int group) {
        return Axes.offset(group, keptSizes, keptStrides, keptSizes.length);
    }

    int offset(int member) {
        return areEven() ? member * step() : Axes.offset(member, memberSizes, memberStrides, memberSizes.length);
    }

    /** Returns whether all adjacent members are {@link #step} apart. */
    boolean areEven() {
        return memberSizes.length == 1;
    }

    /** Returns whether the groups are the contiguous rows of a matrix, one after the other. */
    boolean areRows() {
        return areEven() && step() == 1;
    }

    /** Returns the distance between members of even groups. That many consecutive groups are columns of a matrix. */
    int step() {
        return memberStrides[0];
    }
}
