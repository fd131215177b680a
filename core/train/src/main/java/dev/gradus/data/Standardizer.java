package dev.gradus.data;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Objects;

/**
 * Gives each column mean 0 and standard deviation 1: z = (x − µ) / σ. The means and deviations are those of the data that it
 * was made of, the training data, and are applied to any other, so that nothing of the test data is used in training.
 *
 * <pre>{@code
 * Standardizer standardizer = Standardizer.of(xTrain);
 * Tensor zTrain = standardizer.apply(xTrain), zTest = standardizer.apply(xTest);
 * }</pre>
 *
 * <p>The deviation is the sample's, σ² = Σ (x − µ)² / (n − 1), as pandas has it; scikit-learn divides by n. Both sums are
 * compensated (Kahan 1965), in the order of the rows.
 */
public final class Standardizer {
    private final Tensor mean;
    private final Tensor deviation;

    private Standardizer(Tensor mean, Tensor deviation) {
        this.mean = mean;
        this.deviation = deviation;
    }

    /**
     * That of these examples, whose first axis goes over them; any other axes are columns.
     *
     * @throws IllegalArgumentException if there are fewer than two examples, or a column has no finite deviation above 0
     */
    public static Standardizer of(Tensor training) {
        Objects.requireNonNull(training, "training");
        return of(List.of(training));
    }

    /**
     * That of examples in several parts, which are gone through twice and need not be in memory together.
     *
     * @throws IllegalArgumentException if there are fewer than two examples, parts differ in their columns, or a column has no
     *     finite deviation above 0
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
        double[] centre = mean.toArray();
        ColumnSums squares = new ColumnSums();
        for (Tensor part : parts) {
            squares.add(part, (x, column) -> (x - centre[column]) * (x - centre[column]));
        }
        return of(mean, squares.dividedBy(squares.rows() - 1).map(Math::sqrt));
    }

    /**
     * One with these means and deviations, such as those of an earlier one.
     *
     * @throws IllegalArgumentException if their shapes differ, or a number is not finite or a deviation not above 0
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
                        + " cannot be standardised: its mean is " + means[column] + " and its standard deviation "
                        + deviations[column]);
            }
        }
        return new Standardizer(mean, deviation);
    }

    /** The mean of each column. */
    public Tensor mean() {
        return mean;
    }

    /** The standard deviation of each column. */
    public Tensor deviation() {
        return deviation;
    }

    /**
     * (x − µ) / σ for each element.
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
     * z σ + µ for each element: undoes {@link #apply}, up to rounding.
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
                    "Standardizer: it is of examples of the shape " + mean.shape() + ", but the tensor is " + shape);
        }
        return examples;
    }
}
