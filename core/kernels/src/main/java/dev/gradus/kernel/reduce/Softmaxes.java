package dev.gradus.kernel.reduce;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.math.Axes;
import dev.gradus.kernel.math.Sums;

/** The softmax along an axis, and its logarithm. Sums are in the order of {@link Sums}. */
public final class Softmaxes {
    private final int size;
    private final int step;
    private final ReductionGroups lines;

    private Softmaxes(int size, int step, ReductionGroups lines) {
        this.size = size;
        this.step = step;
        this.lines = lines;
    }

    /** Creates the softmax along an axis, which must not be empty, of an array of these sizes. */
    public static Softmaxes along(int axis, int... sizes) {
        boolean[] reduced = new boolean[sizes.length];
        reduced[axis] = true;
        return new Softmaxes(sizes[axis], Axes.strides(sizes)[axis], ReductionGroups.along(reduced, sizes));
    }

    /** Computes e^(x−m) / Σ e^(x−m). All exponentials are computed in one call, so that vectors are filled. */
    public void softmax(Kernels kernels, double[] x, double[] out) {
        int count = out.length / size;
        for (int line = 0; line < count; line++) {
            int first = lines.start(line);
            double max = x[first];
            for (int k = 1, at = first + step; k < size; k++, at += step) {
                max = Math.max(max, x[at]);
            }
            for (int k = 0, at = first; k < size; k++, at += step) {
                out[at] = x[at] - max;
            }
        }
        kernels.unary(UnaryFunction.EXP, out, 0, out, 0, out.length);
        for (int line = 0; line < count; line++) {
            int first = lines.start(line);
            double sum = step == 1 ? sum(kernels, out, first, size) : Sums.of(out, first, step, size);
            for (int k = 0, at = first; k < size; k++, at += step) {
                out[at] /= sum;
            }
        }
    }

    private static double sum(Kernels kernels, double[] x, int first, int count) {
        return count <= Sums.BLOCK ? kernels.sum(x, first, count) : Sums.of(x, first, 1, count);
    }

    /** Computes (x − m) − ln Σ e^(x−m). */
    public void logSoftmax(Kernels kernels, double[] x, double[] out) {
        int count = out.length / size;
        for (int line = 0; line < count; line++) {
            int first = lines.start(line);
            int greatest = Extremes.argMax(lines, x, first);
            double max = x[first + greatest * step];
            double excess =
                    Double.isFinite(max) ? LogSumExponentials.excess(kernels, lines, x, first, greatest) : Double.NaN;
            for (int k = 0, at = first; k < size; k++, at += step) {
                out[at] = (x[at] - max) - excess;
            }
        }
    }
}
