package dev.gradus.data;

import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;

/**
 * Which examples are for training, which for validation and which for the test: drawn at random, the same for all tensors of
 * the examples.
 *
 * <pre>{@code
 * Split split = Split.of(400, 0.8, 0.1, NumpyRandom.seed(1));         // 320, 40, 40
 * Tensor xTrain = split.training(x), yTrain = split.training(y);
 * Tensor xTest = split.test(x), yTest = split.test(y);
 * }</pre>
 *
 * <p>The examples are those of {@code random.permutation(n)}, cut into three parts. Those for training stay in that order;
 * those held back come in their original order.
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
     * Draws this part of the examples, rounded down, for training and the others for the test; there is no validation.
     *
     * @throws IllegalArgumentException if a part would be without examples
     */
    public static Split of(int examples, double training, NumpyRandom random) {
        Objects.requireNonNull(random, "random");
        int first = count(examples, training);
        int[] order = random.permutation(examples);
        return of(order, first, first, "training and test");
    }

    /**
     * Draws these parts of the examples, each rounded down, for training and validation, and the others for the test.
     *
     * @throws IllegalArgumentException if a part would be without examples
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
                    "Split: a part of the examples is between 0 and 1, as 0.8 for eight of ten, not " + part);
        }
        double count = examples * part;
        return (int) (count + 2 * Math.ulp(count)); // 0.29 of 100 is 29, although the product is below it
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
        return new IllegalArgumentException(
                "Split: of " + examples + " examples these parts leave none for one of " + parts);
    }

    /** The places of the examples for training. */
    public int[] training() {
        return training.clone();
    }

    /** The places of the examples for validation. */
    public int[] validation() {
        return validation.clone();
    }

    /** The places of the examples for the test. */
    public int[] test() {
        return test.clone();
    }

    /**
     * The rows for training of a tensor whose first axis goes over all examples.
     *
     * @throws IllegalArgumentException if that axis has another size
     */
    public Tensor training(Tensor all) {
        return rows(all, training);
    }

    /**
     * The rows for validation of a tensor whose first axis goes over all examples.
     *
     * @throws IllegalArgumentException if that axis has another size
     */
    public Tensor validation(Tensor all) {
        return rows(all, validation);
    }

    /**
     * The rows for the test of a tensor whose first axis goes over all examples.
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
                    "Split: it is of " + examples + " examples, but the tensor is " + all.shape());
        }
        return all.rows(indices);
    }

    /** {@code 320 for training, 40 for validation, 40 for the test}. */
    @Override
    public String toString() {
        return training.length + " for training, " + validation.length + " for validation, " + test.length
                + " for the test";
    }
}
