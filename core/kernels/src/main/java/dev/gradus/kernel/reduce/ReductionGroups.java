package dev.gradus.kernel.reduce;

import dev.gradus.kernel.math.Axes;
import java.util.Arrays;

/**
 * The groups of elements of a reduction, worked out once: each has the elements at one place along the axes that are
 * kept. Groups and the members of each are numbered in row-major order.
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

    /** The groups along the marked axes of an array of these sizes. */
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

    /** Merges the members' axes where memory is evenly spaced. */
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
        return Axes.offset(member, memberSizes, memberStrides, memberSizes.length);
    }

    /** Whether adjacent members all lie {@link #step} apart. */
    boolean areEven() {
        return memberSizes.length == 1;
    }

    /** The distance between members of even groups. The same number of groups in a row are the columns of a matrix. */
    int step() {
        return memberStrides[0];
    }
}
