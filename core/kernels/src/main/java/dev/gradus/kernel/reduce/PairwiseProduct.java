package dev.gradus.kernel.reduce;

/**
 * The product of each group as a tree: adjacent elements are multiplied, then adjacent products, and so on. An odd last
 * factor moves up unchanged. The product of an empty group is 1.
 */
public final class PairwiseProduct {
    private PairwiseProduct() {}

    public static void multiply(ReductionGroups groups, double[] x, double[] out) {
        for (int o = 0; o < out.length; o++) {
            out[o] = groups.count() == 0 ? 1 : product(groups, x, groups.start(o), 0, groups.count());
        }
    }

    /** The left subtree is the largest full one that leaves at least one element for the right. */
    private static double product(ReductionGroups groups, double[] x, int start, int from, int count) {
        if (count == 1) {
            return x[start + groups.offset(from)];
        }
        int left = Integer.highestOneBit(count - 1);
        return product(groups, x, start, from, left) * product(groups, x, start, from + left, count - left);
    }
}
