package dev.gradus.kernel.reduce;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.math.Blocks;
import dev.gradus.kernel.math.Sums;

/** The cross-entropy −Σ y ln p of targets y and the probabilities p of logits z, one row for each example. */
public final class CrossEntropy {
    /** Up to this number of classes, several rows are processed together so that vectors are filled. */
    private static final int FEW_CLASSES = 64;

    private final int batch;
    private final int classes;
    private final ReductionGroups rows;

    private CrossEntropy(int batch, int classes) {
        this.batch = batch;
        this.classes = classes;
        this.rows = ReductionGroups.along(new boolean[] {false, true}, batch, classes);
    }

    /** Creates the computation for logits of these sizes, neither of them 0. */
    public static CrossEntropy of(int batch, int classes) {
        return new CrossEntropy(batch, classes);
    }

    /** Returns −Σ_t ln softmax(z_t)[y_t], in the order of {@link AxisSums}. */
    public double ofLabels(Kernels kernels, double[] z, double[] y) {
        return sum(kernels, true, z, y, 0, batch);
    }

    /** Returns −Σ_t Σ_k y_tk ln softmax(z_t)_k, each sum in the order of {@link AxisSums}. */
    public double ofDistributions(Kernels kernels, double[] z, double[] y) {
        return sum(kernels, false, z, y, 0, batch);
    }

    private double sum(Kernels kernels, boolean labeled, double[] z, double[] y, int from, int to) {
        if (to - from > Sums.BLOCK) {
            int middle = from + Sums.leftPart(to - from);
            return sum(kernels, labeled, z, y, from, middle) + sum(kernels, labeled, z, y, middle, to);
        }
        double[] terms = kernels.outerBlock();
        if (classes <= FEW_CLASSES) {
            excesses(kernels, z, from, to, terms);
        } else {
            for (int t = from; t < to; t++) {
                terms[t - from] = LogSumExponentials.excess(kernels, rows, z, t * classes, greatest(z, t));
            }
        }
        for (int t = from; t < to; t++) {
            double excess = terms[t - from];
            terms[t - from] = labeled ? ofLabel(z, y, t, excess) : ofDistribution(kernels, z, y, t, excess);
        }
        return kernels.sum(terms, 0, to - from);
    }

    /** Writes ln Σ eˣ − max x for each row, with the same sums as {@link LogSumExponentials}. */
    private void excesses(Kernels kernels, double[] z, int from, int to, double[] excesses) {
        double[] block = kernels.block();
        int together = Sums.BLOCK / classes;
        int end;
        for (int first = from; first < to; first = end) {
            end = Blocks.end(first, together, to);
            for (int t = first; t < end; t++) {
                int greatest = greatest(z, t);
                double m = z[t * classes + greatest];
                int row = (t - first) * classes;
                for (int k = 0; k < classes; k++) {
                    block[row + k] = z[t * classes + k] - m;
                }
                block[row + greatest] = Double.NEGATIVE_INFINITY; // adds 0
            }
            kernels.unary(UnaryFunction.EXP, block, 0, block, 0, (end - first) * classes);
            for (int t = first; t < end; t++) {
                excesses[t - from] = kernels.sum(block, (t - first) * classes, classes);
            }
        }
        kernels.unary(UnaryFunction.LOG1P, excesses, 0, excesses, 0, to - from);
    }

    private int greatest(double[] z, int t) {
        return Extremes.argMax(rows, z, t * classes);
    }

    private double ofLabel(double[] z, double[] y, int t, double excess) {
        int start = t * classes;
        return (z[start + greatest(z, t)] - z[start + (int) y[t]]) + excess;
    }

    private double ofDistribution(Kernels kernels, double[] z, double[] y, int t, double excess) {
        int start = t * classes;
        return sum(kernels, z, y, z[start + greatest(z, t)], excess, start, start + classes);
    }

    /** Returns Σ y ((m − z) + excess) over a range of a row. */
    private static double sum(Kernels kernels, double[] z, double[] y, double m, double excess, int from, int to) {
        int elements = to - from;
        if (elements > Sums.BLOCK) {
            int middle = from + Sums.leftPart(elements);
            return sum(kernels, z, y, m, excess, from, middle) + sum(kernels, z, y, m, excess, middle, to);
        }
        double[] block = kernels.block();
        for (int i = 0; i < elements; i++) {
            block[i] = weighted(y[from + i], (m - z[from + i]) + excess);
        }
        return kernels.sum(block, 0, elements);
    }

    /** Returns weight · x, or 0 if the weight is 0 and x is infinite. */
    static double weighted(double weight, double x) {
        return weight == 0 ? 0 : weight * x;
    }
}
