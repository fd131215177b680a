package dev.gradus.train;

import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Counts how often each class was predicted as each class, from which accuracy, precision and recall follow. Immutable.
 *
 * <pre>{@code
 * ConfusionMatrix matrix = ConfusionMatrix.of(predictedClasses, labels, 10);
 * System.out.println(matrix.accuracy() + "\n" + matrix);
 * }</pre>
 */
public final class ConfusionMatrix {
    private final long[][] counts;

    private ConfusionMatrix(long[][] counts) {
        this.counts = counts;
    }

    /**
     * Counts predictions.
     *
     * @param predicted the predicted class of each example, from 0
     * @param actual the actual class of each example, from 0
     * @throws IllegalArgumentException if the numbers of predictions and labels differ, there are no classes, or a class is
     *     not an integer from 0 to {@code classes} − 1
     */
    public static ConfusionMatrix of(Tensor predicted, Tensor actual, int classes) {
        double[] p = Objects.requireNonNull(predicted, "predicted").toArray();
        double[] a = Objects.requireNonNull(actual, "actual").toArray();
        Metrics.checkAlike("ConfusionMatrix", predicted, actual);
        if (classes < 1) {
            throw new IllegalArgumentException("ConfusionMatrix: there must be at least one class, not " + classes);
        }
        long[][] counts = new long[classes][classes];
        for (int i = 0; i < a.length; i++) {
            counts[label(a[i], i, classes)][label(p[i], i, classes)]++;
        }
        return new ConfusionMatrix(counts);
    }

    /**
     * Counts predictions of two classes: class 1 if the probability is greater than ½, otherwise class 0.
     *
     * @throws IllegalArgumentException if the numbers of probabilities and labels differ, or a label is neither 0 nor 1
     */
    public static ConfusionMatrix ofProbabilities(Tensor probabilities, Tensor actual) {
        double[] p = Objects.requireNonNull(probabilities, "probabilities").toArray();
        return of(Tensor.generate(probabilities.shape(), i -> p[i] > 0.5 ? 1 : 0), actual, 2);
    }

    private static int label(double value, int at, int classes) {
        if (!(value >= 0 && value < classes) || value != Math.rint(value)) {
            throw new IllegalArgumentException("ConfusionMatrix: a class must be a whole number from 0 to "
                    + (classes - 1) + ", but number " + at + " is " + value);
        }
        return (int) value;
    }

    /** Returns the number of examples of the actual class that were predicted as the predicted class. */
    public long count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /** Returns the number of examples. */
    public long total() {
        return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    }

    /** Returns the fraction of examples that were predicted correctly, or NaN without examples. */
    public double accuracy() {
        return (double) IntStream.range(0, counts.length)
                        .mapToLong(i -> counts[i][i])
                        .sum()
                / total();
    }

    /** Returns the fraction of the examples predicted as this class that belong to it, or NaN if there are none. */
    public double precision(int label) {
        return (double) counts[label][label]
                / Arrays.stream(counts).mapToLong(row -> row[label]).sum();
    }

    /** Returns the fraction of the examples of this class that were predicted as it, or NaN if there are none. */
    public double recall(int label) {
        return (double) counts[label][label] / Arrays.stream(counts[label]).sum();
    }

    /** Returns the harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN). */
    public double f1(int label) {
        long taken = Arrays.stream(counts).mapToLong(row -> row[label]).sum();
        return 2.0
                * counts[label][label]
                / (taken + Arrays.stream(counts[label]).sum());
    }

    /** Returns a table with one row per actual class and one column per predicted class. */
    @Override
    public String toString() {
        int width = Math.max(3, Long.toString(total()).length() + 1);
        StringBuilder text = new StringBuilder("actual \\ predicted");
        for (int i = 0; i < counts.length; i++) {
            text.append(String.format(Locale.ROOT, "%" + width + "d", i));
        }
        for (int i = 0; i < counts.length; i++) {
            text.append(String.format(Locale.ROOT, "%n%18d", i));
            for (long count : counts[i]) {
                text.append(String.format(Locale.ROOT, "%" + width + "d", count));
            }
        }
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
