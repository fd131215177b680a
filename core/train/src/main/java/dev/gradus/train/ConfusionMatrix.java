package dev.gradus.train;

import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * How often each class was taken for each: the counts behind accuracy, precision and recall. Immutable.
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
     * @param predicted the class taken for each example, from 0
     * @param actual the class of each example, from 0
     * @throws IllegalArgumentException if there are not as many predictions as labels, there are no classes, or one is not a
     *     whole number from 0 to {@code classes} − 1
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
     * Counts predictions of two classes: 1 where the probability is greater than ½, else 0.
     *
     * @throws IllegalArgumentException if there are not as many probabilities as labels, or a label is neither 0 nor 1
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

    /** How many examples of a class were taken for another, or the same one. */
    public long count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /** The number of examples. */
    public long total() {
        return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    }

    /** The share of examples that were taken for their class; NaN without examples. */
    public double accuracy() {
        return (double) IntStream.range(0, counts.length)
                        .mapToLong(i -> counts[i][i])
                        .sum()
                / total();
    }

    /** Of those taken for this class, the share that belongs to it; NaN if there are none. */
    public double precision(int label) {
        return (double) counts[label][label]
                / Arrays.stream(counts).mapToLong(row -> row[label]).sum();
    }

    /** Of those that belong to this class, the share taken for it; NaN if there are none. */
    public double recall(int label) {
        return (double) counts[label][label] / Arrays.stream(counts[label]).sum();
    }

    /** The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN). */
    public double f1(int label) {
        long taken = Arrays.stream(counts).mapToLong(row -> row[label]).sum();
        return 2.0
                * counts[label][label]
                / (taken + Arrays.stream(counts[label]).sum());
    }

    /** A row for each class with what its examples were taken for. */
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
