package dev.gradus.data;

import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;

/**
 * Splits examples at random into training, validation and test sets. One split applies to all tensors of the examples.
 *
 * <pre>{@code
 * Split split = Split.of(400, 0.8, 0.1, NumpyRandom.seed(1));         // 320, 40, 40
 * Tensor xTrain = split.training(x), yTrain = split.training(y);
 * Tensor xTest = split.test(x), yTest = split.test(y);
 * }</pre>
 *
 * <p>The sets are consecutive parts of {@code random.permutation(n)}. The training set stays in that order; the other two
 * are sorted back into the original order.
 */
public final class Split {
    private final int[] training;
    private final int[] validation;
    private final int[] test;

    private Split(int[] training, int[] validation, int[] test) {
        this.training = training;
        this.validation = validation;
        this.test = test;
    }

    /**
     * Draws a training and a test set, without a validation set.
     *
     * @param training the fraction for training, rounded down to whole examples; the rest is the test set
     * @throws IllegalArgumentException if a set would be empty
     */
    public static Split of(int examples, double training, NumpyRandom random) {
        Objects.requireNonNull(random, "random");
        int first = count(examples, training);
        int[] order = random.permutation(examples);
        return of(order, first, first, "training and test");
    }

    /**
     * Draws a training, a validation and a test set.
     *
     * @param training the fraction for training, rounded down to whole examples
     * @param validation the fraction for validation, rounded down; the rest is the test set
     * @throws IllegalArgumentException if a set would be empty
     */
    public static Split of(int examples, double training, double validation, NumpyRandom random) {
        Objects.requireNonNull(random, "random");
        int first = count(examples, training), second = first + count(examples, validation);
        if (first == second) {
            throw refused(examples, "training, validation and test");
        }
        int[] order = random.permutation(examples);
        return of(order, first, second, "training, validation and test");
    }

    private static int count(int examples, double part) {
        if (examples < 0) {
            throw new IllegalArgumentException(
                    "Split: the number of examples must not be negative, but is " + examples);
        }
        if (!(part > 0 && part < 1)) {
            throw new IllegalArgumentException(
                    "Split: a fraction of the examples must be between 0 and 1, such as 0.8, but is " + part);
        }
        double count = examples * part;
        return (int) (count + 2 * Math.ulp(count)); // 0.29 · 100 is just below 29 and must yield 29
    }

    private static Split of(int[] order, int first, int second, String parts) {
        if (first == 0 || second >= order.length) {
            throw refused(order.length, parts);
        }
        int[] validation = Arrays.copyOfRange(order, first, second);
        int[] test = Arrays.copyOfRange(order, second, order.length);
        Arrays.sort(validation);
        Arrays.sort(test);
        return new Split(Arrays.copyOf(order, first), validation, test);
    }

    private static IllegalArgumentException refused(int examples, String parts) {
        return new IllegalArgumentException("Split: " + examples + " examples are too few for these fractions: one of "
                + parts + " would be empty");
    }

    /** Returns the indices of the training examples. */
    public int[] training() {
        return training.clone();
    }

    /** Returns the indices of the validation examples. */
    public int[] validation() {
        return validation.clone();
    }

    /** Returns the indices of the test examples. */
    public int[] test() {
        return test.clone();
    }

    /**
     * Returns the training rows of a tensor whose first axis ranges over all examples.
     *
     * @throws IllegalArgumentException if that axis has another size
     */
    public Tensor training(Tensor all) {
        return rows(all, training);
    }

    /**
     * Returns the validation rows of a tensor whose first axis ranges over all examples.
     *
     * @throws IllegalArgumentException if that axis has another size
     */
    public Tensor validation(Tensor all) {
        return rows(all, validation);
    }

    /**
     * Returns the test rows of a tensor whose first axis ranges over all examples.
     *
     * @throws IllegalArgumentException if that axis has another size
     */
    public Tensor test(Tensor all) {
        return rows(all, test);
    }

    private Tensor rows(Tensor all, int[] indices) {
        int examples = training.length + validation.length + test.length;
        Objects.requireNonNull(all, "all");
        if (all.shape().isScalar() || all.shape().size(0) != examples) {
            throw new IllegalArgumentException(
                    "Split: the split is for " + examples + " examples, but the tensor has the shape " + all.shape());
        }
        return all.rows(indices);
    }

    /** Returns, for example, {@code 320 for training, 40 for validation, 40 for the test}. */
    @Override
    public String toString() {
        return training.length + " for training, " + validation.length + " for validation, " + test.length
                + " for the test";
    }
}
