package dev.gradus.train;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Measures of the quality of predictions: nodes, which a run computes with its loss ({@link BatchGraph#withMetric}), and
 * functions of whole tensors. See also {@link ConfusionMatrix}.
 */
public final class Metrics {
    private Metrics() {}

    /**
     * Returns a node for the fraction of examples with (ŷ &gt; ½) = y, for the classes 0 and 1.
     *
     * @param yHat probabilities, of the shape of y
     */
    public static Node accuracy(Node yHat, Node y) {
        Objects.requireNonNull(yHat, "yHat");
        Objects.requireNonNull(y, "y");
        return share(yHat.greater(0.5).equal(y.greater(0.5).where(Constant.of(1), Constant.of(0))));
    }

    /**
     * Returns a node for the fraction of examples whose greatest score is that of their class.
     *
     * @param scores (n, classes)
     * @param labels (n), classes from 0
     */
    public static Node classAccuracy(Node scores, Node labels) {
        Objects.requireNonNull(scores, "scores");
        Objects.requireNonNull(labels, "labels");
        return share(scores.argMax(1).equal(labels));
    }

    private static Node share(Node isRight) {
        return isRight.where(Constant.of(1), Constant.of(0)).mean();
    }

    /**
     * Computes the coefficient of determination, R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)². It is 1 for perfect predictions, 0 for
     * predicting the mean, and −∞ or NaN if all targets are equal.
     *
     * @throws IllegalArgumentException if the numbers of predictions and targets differ, or there are none
     */
    public static double rSquared(Tensor predictions, Tensor targets) {
        checkAlike("Metrics.rSquared", predictions, targets);
        double[] yHat = predictions.toArray(), y = targets.toArray();
        double mean = Arrays.stream(y).sum() / y.length, left = 0, all = 0;
        for (int i = 0; i < y.length; i++) {
            left += (y[i] - yHat[i]) * (y[i] - yHat[i]);
            all += (y[i] - mean) * (y[i] - mean);
        }
        return 1 - left / all;
    }

    /**
     * Computes the area under the receiver operating characteristic: the probability that an example of class 1 has a
     * greater score than one of class 0, where a tie counts half. NaN if a class is missing.
     *
     * @param labels 0 or 1
     * @throws IllegalArgumentException if the numbers of scores and labels differ, there are none, a label is neither 0 nor
     *     1, or a score is NaN
     */
    public static double areaUnderRoc(Tensor scores, Tensor labels) {
        double[][] curve = roc(scores, labels);
        double area = 0;
        for (int i = 1; i < curve.length; i++) {
            area += (curve[i][0] - curve[i - 1][0]) * (curve[i][1] + curve[i - 1][1]) / 2;
        }
        return area;
    }

    /**
     * Computes the receiver operating characteristic, from (0, 0) to (1, 1): for each threshold, in decreasing order, the
     * fractions of class 0 and of class 1 whose score is at least the threshold.
     *
     * @param labels 0 or 1
     * @throws IllegalArgumentException as {@link #areaUnderRoc}
     */
    public static double[][] roc(Tensor scores, Tensor labels) {
        checkAlike("Metrics.roc", scores, labels);
        double[] score = scores.toArray(), label = labels.toArray();
        for (int i = 0; i < label.length; i++) {
            if (label[i] != 0 && label[i] != 1 || Double.isNaN(score[i])) {
                throw new IllegalArgumentException("Metrics.roc: labels must be 0 or 1 and scores numbers, but example "
                        + i + " has the label " + label[i] + " and the score " + score[i]);
            }
        }
        int[] order = IntStream.range(0, score.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -score[i]))
                .mapToInt(i -> i)
                .toArray();
        double ones = Arrays.stream(label).sum(), zeros = label.length - ones;
        double[][] curve = new double[order.length + 1][];
        curve[0] = new double[2];
        int points = 1, above0 = 0, above1 = 0;
        for (int i = 0; i < order.length; i++) {
            if (label[order[i]] == 1) {
                above1++;
            } else {
                above0++;
            }
            if (i + 1 == order.length || score[order[i + 1]] != score[order[i]]) {
                curve[points++] = new double[] {above0 / zeros, above1 / ones};
            }
        }
        return Arrays.copyOf(curve, points);
    }

    static void checkAlike(String what, Tensor predictions, Tensor targets) {
        Objects.requireNonNull(predictions, "scores of predictions");
        Objects.requireNonNull(targets, "labels of targets");
        if (predictions.shape().elements() != targets.shape().elements()
                || targets.shape().elements() == 0) {
            throw new IllegalArgumentException(what + ": there must be as many predictions as targets, but they are "
                    + predictions.shape() + " and " + targets.shape());
        }
    }
}
