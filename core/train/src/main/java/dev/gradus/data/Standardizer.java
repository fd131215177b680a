package dev.gradus.data;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Objects;

/**
 * Scales each column to mean 0 and standard deviation 1: z = (x − µ) / σ. It computes µ and σ from the training data and
 * applies them to any data, so that training uses nothing of the test data.
 *
 * <pre>{@code
 * Standardizer standardizer = Standardizer.of(xTrain);
 * Tensor zTrain = standardizer.apply(xTrain), zTest = standardizer.apply(xTest);
 * }</pre>
 *
 * <p>σ is the sample standard deviation, σ² = Σ (x − µ)² / (n − 1), as in pandas; scikit-learn divides by n. Both sums run
 * in row order with compensation (Kahan 1965).
 */
public final class Standardizer {
    private final Tensor mean;
    private final Tensor deviation;

    private Standardizer(Tensor mean, Tensor deviation) {
        this.mean = mean;
        this.deviation = deviation;
    }

    /**
     * Creates a standardizer from examples, which lie along the first axis; all other axes are columns.
     *
     * @throws IllegalArgumentException if there are fewer than two examples, or the deviation of a column is 0 or not finite
     */
    public static Standardizer of(Tensor training) {
        Objects.requireNonNull(training, "training");
        return of(List.of(training));
    }

    /**
     * Creates a standardizer from examples in several parts, which need not be in memory at the same time. The parts are
     * iterated twice.
     *
     * @throws IllegalArgumentException if there are fewer than two examples, if parts differ in their columns, or if the
     *     deviation of a column is 0 or not finite
     */
    public static Standardizer of(Iterable<Tensor> parts) {
        Objects.requireNonNull(parts, "parts");
        ColumnSums sums = new ColumnSums();
        for (Tensor part : parts) {
            sums.add(part, (x, column) -> x);
        }
        if (sums.rows() < 2) {
            throw new IllegalArgumentException(
                    "Standardizer: a standard deviation needs at least 2 examples, but there are " + sums.rows());
        }
        Tensor mean = sums.dividedBy(sums.rows());
        double[] center = mean.toArray();
        ColumnSums squares = new ColumnSums();
        for (Tensor part : parts) {
            squares.add(part, (x, column) -> (x - center[column]) * (x - center[column]));
        }
        return of(mean, squares.dividedBy(squares.rows() - 1).map(Math::sqrt));
    }

    /**
     * Creates a standardizer with the given means and deviations, such as those of an earlier one.
     *
     * @throws IllegalArgumentException if their shapes differ, a number is not finite, or a deviation is not positive
     */
    public static Standardizer of(Tensor mean, Tensor deviation) {
        Objects.requireNonNull(mean, "mean");
        Objects.requireNonNull(deviation, "deviation");
        if (!mean.shape().equals(deviation.shape())) {
            throw new IllegalArgumentException("Standardizer: the means are " + mean.shape() + " and the deviations "
                    + deviation.shape() + "; both must have the shape of an example");
        }
        double[] means = mean.toArray(), deviations = deviation.toArray();
        for (int column = 0; column < means.length; column++) {
            boolean isUsable = Double.isFinite(means[column])
                    && deviations[column] > 0
                    && deviations[column] < Double.POSITIVE_INFINITY;
            if (!isUsable) {
                throw new IllegalArgumentException("Standardizer: column " + column
                        + " cannot be standardized: its mean is " + means[column] + " and its standard deviation "
                        + deviations[column]);
            }
        }
        return new Standardizer(mean, deviation);
    }

    /** Returns the mean of each column. */
    public Tensor mean() {
        return mean;
    }

    /** Returns the standard deviation of each column. */
    public Tensor deviation() {
        return deviation;
    }

    /**
     * Computes (x − µ) / σ for each element.
     *
     * @throws IllegalArgumentException if the examples have other columns
     */
    public Tensor apply(Tensor examples) {
        Objects.requireNonNull(examples, "examples");
        double[] x = checked(examples).toArray(), means = mean.toArray(), deviations = deviation.toArray();
        int columns = means.length;
        return Tensor.generate(examples.shape(), i -> (x[i] - means[i % columns]) / deviations[i % columns]);
    }

    /**
     * Computes z σ + µ for each element, which inverts {@link #apply} up to rounding.
     *
     * @throws IllegalArgumentException if the examples have other columns
     */
    public Tensor undo(Tensor standardized) {
        Objects.requireNonNull(standardized, "standardized");
        double[] z = checked(standardized).toArray(), means = mean.toArray(), deviations = deviation.toArray();
        int columns = means.length;
        return Tensor.generate(standardized.shape(), i -> z[i] * deviations[i % columns] + means[i % columns]);
    }

    private Tensor checked(Tensor examples) {
        Shape shape = examples.shape();
        if (shape.isScalar() || !ColumnSums.columns(shape).equals(mean.shape())) {
            throw new IllegalArgumentException(
                    "Standardizer: an example must have the shape " + mean.shape() + ", but the tensor is " + shape);
        }
        return examples;
    }
}
