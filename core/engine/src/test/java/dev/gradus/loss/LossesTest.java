package dev.gradus.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.IndexValueException;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Tests beyond PyTorch's figures: reductions, edge cases and rejected arguments. */
class LossesTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final Node YHAT = Constant.of(Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 7}}));
    private static final Node Y = Constant.of(Tensor.zeros(3, 2));

    private static Tensor value(Node node) {
        return Evaluator.of(Graph.of(node)).value(node);
    }

    private static double number(Node node) {
        return value(node).item();
    }

    private static double slope(Node loss, Node x) {
        return number(Gradients.of(loss).wrt(x));
    }

    private static Node vector(double... numbers) {
        return Constant.of(Tensor.of(numbers));
    }

    private static void assertRefused(ThrowingCallable loss, String message) {
        assertThatThrownBy(loss).isInstanceOf(ShapeException.class).hasMessage(message);
    }

    @Test
    void reductionsAreCalledByName() {
        assertThat(number(Losses.squaredError(YHAT, Y, Reduction.SUM))).isEqualTo(104);
        assertThat(number(Losses.squaredError(YHAT, Y, Reduction.MEAN))).isEqualTo(104.0 / 6);
        assertThat(number(Losses.squaredError(YHAT, Y, Reduction.BATCH_MEAN))).isEqualTo(104.0 / 3);
        assertThat(value(Losses.squaredError(YHAT, Y, Reduction.NONE))).isEqualTo(Tensor.of(new double[][] {
            {1, 4}, {9, 16}, {25, 49}
        }));
    }

    @Test
    void theLessonsLossIsHalfTheBatchMean() {
        assertThat(number(new MseLoss(YHAT, Y)))
                .isEqualTo(number(Losses.squaredError(YHAT, Y, Reduction.BATCH_MEAN)) / 2);
    }

    @Test
    void aMeanOverNothingIsRefused() {
        Input none = Input.of("z", 0, 2), y = Input.of("y", 0, 2);
        assertThat(number(Losses.absoluteError(
                        Constant.of(Tensor.zeros(0, 2)), Constant.of(Tensor.zeros(0, 2)), Reduction.SUM)))
                .isZero();
        assertThatThrownBy(() -> Losses.absoluteError(none, y, Reduction.MEAN))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("(0, 2)");
        assertThatThrownBy(() -> Losses.absoluteError(none, y, Reduction.BATCH_MEAN))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("empty batch");
    }

    @Test
    void probabilitiesOfZeroAndOneAreNoException() {
        Node p = vector(0, 1, 0, 1, 0.5), y = vector(0, 1, 1, 0, 0.5);
        Node costs = ClassLosses.binaryCrossEntropy(p, y, Reduction.NONE);
        assertThat(value(costs).round(12)).isEqualTo(Tensor.of(new double[] {0, 0, INF, INF, 0.693147180560}));
        Node slope = Gradients.of(costs.sum()).wrt(p);
        assertThat(value(slope)).isEqualTo(Tensor.of(new double[] {1, -1, -INF, INF, 0}));
        Node certain = vector(0, 1), target = vector(0, 1);
        Node first = Gradients.of(ClassLosses.binaryCrossEntropy(certain, target, Reduction.SUM))
                .wrt(certain);
        assertThat(value(Gradients.of(first.sum()).wrt(certain))).isEqualTo(Tensor.of(new double[] {1, 1}));
    }

    @Test
    void aTargetOfProbabilityZeroAddsNothingToADivergence() {
        Node logQ = vector(-INF, Math.log(0.5)), p = vector(0, 1);
        Node divergence = Losses.klDivergence(logQ, p, Reduction.SUM);
        assertThat(number(divergence)).isCloseTo(Math.log(2), within(1e-15));
        assertThat(value(Gradients.of(divergence).wrt(logQ))).isEqualTo(Tensor.of(new double[] {0, -1}));
    }

    @Test
    void marginsAndQuantiles() {
        Node s = vector(2, 0.5, -1), y = vector(1, 1, -1);
        assertThat(value(Losses.hinge(s, y, Reduction.NONE))).isEqualTo(Tensor.of(new double[] {0, 0.5, 0}));
        assertThat(value(Losses.squaredHinge(s, y, Reduction.NONE))).isEqualTo(Tensor.of(new double[] {0, 0.25, 0}));
        assertThat(value(Losses.quantile(s, y, 0.75, Reduction.NONE)))
                .isEqualTo(Tensor.of(new double[] {0.25, 0.375, 0}));
        Node zero = Constant.of(Tensor.zeros(1, 3)), one = Constant.of(Tensor.ones(1, 3));
        assertThat(value(Gradients.of(Losses.tripletMargin(zero, zero, one, 9, Reduction.SUM))
                        .wrt(zero)))
                .satisfies(slope -> assertThat(slope.toArray()).doesNotContain(Double.NaN));
        assertThat(number(Losses.cosineEmbedding(zero, one, vector(1), 0, Reduction.SUM)))
                .isOne();
    }

    @Test
    void aHuberLossIsSmoothAtZero() {
        Node x = Constant.of(0.0);
        Node slope =
                Gradients.of(Losses.huber(x, Constant.of(0), 1, Reduction.SUM)).wrt(x);
        assertThat(number(slope)).isZero();
        assertThat(slope(slope, x)).isOne();
    }

    @Test
    void nearCertainClassesKeepTheirDigits() {
        Node z = Constant.of(Tensor.of(new double[][] {{40, 0}})), y = vector(0);
        Node loss = ClassLosses.crossEntropy(z, y, Reduction.MEAN);
        assertThat(number(loss)).isCloseTo(4.248354255291589e-18, within(1e-32));
        Tensor slope = value(Gradients.of(loss).wrt(z));
        assertThat(slope.get(0, 0)).isCloseTo(-4.248354255291589e-18, within(1e-32));
        assertThat(slope.get(0, 0)).isEqualTo(-slope.get(0, 1));
    }

    @Test
    void impossibleClassesCountForNothing() {
        Node z = Constant.of(Tensor.of(new double[][] {{-INF, 0, 0}, {-INF, -INF, 0}}));
        Node costs = ClassLosses.crossEntropy(z, vector(1, 0), Reduction.NONE);
        assertThat(value(costs).get(0)).isCloseTo(Math.log(2), within(1e-15));
        assertThat(value(costs).get(1)).isEqualTo(INF);
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        Input z = Input.of("z", 4, 3), y = Input.of("y", 4), w = Input.of("w", 2);
        assertRefused(
                () -> Losses.squaredError(z, y, Reduction.MEAN),
                "squaredError: z (4, 3) and y (4) must have the same shape, because losses do not broadcast.");
        assertRefused(
                () -> ClassLosses.crossEntropy(z, Input.of("y", 4, 1), Reduction.MEAN),
                "crossEntropy: for z (4, 3) the targets must be labels (4) or distributions (4, 3), not y (4, 1); reshape"
                        + " them to (4).");
        assertRefused(
                () -> ClassLosses.crossEntropy(z, y, w, 0, Reduction.MEAN),
                "crossEntropy: the class weights w (2) must have the shape (3) for z (4, 3)");
        assertRefused(
                () -> ClassLosses.negativeLogLikelihood(z, Input.of("p", 4, 3), Reduction.MEAN),
                "negativeLogLikelihood: for z (4, 3) the targets must be labels (4), not p (4, 3)");
        assertRefused(
                () -> ClassLosses.crossEntropy(Input.of("z", 4, 0), y, Reduction.MEAN),
                "crossEntropy: z (4, 0) has no classes");
        assertRefused(
                () -> Losses.cosineEmbedding(z, z, w, 0, Reduction.MEAN),
                "cosineEmbedding: for z (4, 3) the targets must have the shape (4), not w (2)");
        Input alone = Input.of("alone");
        assertRefused(
                () -> Losses.tripletMargin(alone, alone, alone, 1, Reduction.SUM),
                "tripletMargin: alone () must have at least one axis");
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> Losses.huber(YHAT, Y, 0, Reduction.MEAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "huber: delta, the distance at which the loss becomes linear, must be positive and finite, not 0.0");
        assertThatThrownBy(() -> Losses.quantile(YHAT, Y, 1, Reduction.MEAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quantile: q must be between 0 and 1, not 1.0");
        assertThatThrownBy(() -> ClassLosses.crossEntropy(YHAT, Y, 1.5, Reduction.MEAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("crossEntropy: smoothing must be from 0 to 1, not 1.5");
        assertThatThrownBy(() -> value(ClassLosses.crossEntropy(YHAT, vector(0, 2, 1), Reduction.MEAN)))
                .isInstanceOf(IndexValueException.class)
                .hasMessageContaining("holds 2 at [1], but must hold integers from 0 to 1");
    }
}
