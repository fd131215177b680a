package dev.gradus.train;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * How good predictions are: as nodes, which a run computes with its loss ({@link BatchGraph#withMetric}), and of whole
 * tensors. See {@link ConfusionMatrix} too.
 */
public final class Metrics {
    private Metrics() {}

    /**
     * The share of examples with (ŷ &gt; ½) = y, as a node: for two classes 0 and 1.
     *
     * @param yHat probabilities, of the shape of y
     */
    public static Node accuracy(Node yHat, Node y) {
        Objects.requireNonNull(yHat, "yHat");
        Objects.requireNonNull(y, "y");
        return share(yHat.greater(0.5).equal(y.greater(0.5).where(Constant.of(1), Constant.of(0))));
    }

    /**
     * The share of examples whose greatest score is that of their class, as a node.
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
     * The coefficient of determination, R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)²: 1 for perfect predictions, 0 for those of the mean.
     * −∞ or NaN if all targets are equal.
     *
     * @throws IllegalArgumentException if there are not as many predictions as targets, or none
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
     * The area under the receiver operating characteristic: the probability that an example of class 1 has a greater score
     * than one of class 0, where equal scores count half. NaN if a class is missing.
     *
     * @param labels 0 or 1
     * @throws IllegalArgumentException if there are not as many scores as labels, or none, a label is neither 0 nor 1, or a
     *     score is NaN
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
     * The receiver operating characteristic: for each threshold, from above all scores down, the share of class 0 and that of
     * class 1 whose score is at least the threshold. From (0, 0) to (1, 1).
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
