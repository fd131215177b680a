package dev.gradus.kernel.reduce;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.few.SmallSums;
import dev.gradus.kernel.math.Sums;
import java.util.Optional;

/**
 * Sums over some axes of an array, with precomputed strides.
 *
 * <p>The elements of each sum are numbered in row-major order and added in the order of {@link Sums}. A sum over no
 * axes copies each element, including −0, without adding it to 0.
 */
public final class AxisSums {
    private final ReductionGroups groups;
    private final boolean isIdentity;

    private AxisSums(ReductionGroups groups, boolean isIdentity) {
        this.groups = groups;
        this.isIdentity = isIdentity;
    }

    /** Creates sums over the marked axes of an array of these sizes. */
    public static AxisSums over(boolean[] summed, int... sizes) {
        boolean overSome = false;
        for (boolean axis : summed) {
            overSome |= axis;
        }
        return new AxisSums(ReductionGroups.along(summed, sizes), !overSome);
    }

    /** Creates the sum of all elements of a contiguous array. */
    public static AxisSums ofAll(int elements) {
        return over(new boolean[] {true}, elements);
    }

    public int count() {
        return groups.count();
    }

    /** Writes the sums in row-major order of the remaining axes. */
    public void sum(Kernels kernels, double[] x, double[] out) {
        if (isIdentity) {
            System.arraycopy(x, 0, out, 0, out.length);
            return;
        }
        int columns = groups.areEven() ? groups.step() : 0;
        if (columns == 1) {
            for (int o = 0; o < out.length; o++) {
                out[o] = kernels.sum(x, groups.start(o), groups.count());
            }
        } else if (columns > 1) {
            for (int o = 0; o < out.length; o += columns) {
                kernels.sumColumns(x, groups.start(o), groups.count(), columns, out, o, columns);
            }
        } else {
            for (int o = 0; o < out.length; o++) {
                out[o] = scattered(kernels, x, groups.start(o), 0, groups.count());
            }
        }
    }

    public boolean isOfAll() {
        return !isIdentity && groups.areEven() && groups.step() == 1;
    }

    public static double ofLanes(double[] s) {
        return Sums.ofLanes(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]);
    }

    /** Combines the sums of the blocks of {@code elements} elements. */
    public static double ofBlocks(double[] sums, int at, int elements) {
        if (elements <= Sums.BLOCK) {
            return sums[at];
        }
        int left = Sums.leftPart(elements);
        return ofBlocks(sums, at, left) + ofBlocks(sums, at + left / Sums.BLOCK, elements - left);
    }

    /** Binds the sums, each divided by a number, if they have few elements at equal distances. */
    public Optional<BoundOp> bindFew(double[] x, double divisor, double[] out) {
        if (isIdentity || !groups.areEven() || x.length >= Kernels.FEWEST_FOR_VECTORS) {
            return Optional.empty();
        }
        int[] starts = new int[out.length];
        for (int o = 0; o < starts.length; o++) {
            starts[o] = groups.start(o);
        }
        return Optional.of(new SmallSums(x, starts, groups.step(), groups.count(), divisor, out));
    }

    private double scattered(Kernels kernels, double[] x, int base, int from, int to) {
        int members = to - from;
        if (members > Sums.BLOCK) {
            int middle = from + Sums.leftPart(members);
            return scattered(kernels, x, base, from, middle) + scattered(kernels, x, base, middle, to);
        }
        double[] block = kernels.block();
        for (int i = 0; i < members; i++) {
            block[i] = x[base + groups.offset(from + i)];
        }
        return kernels.sum(block, 0, members);
    }
}
