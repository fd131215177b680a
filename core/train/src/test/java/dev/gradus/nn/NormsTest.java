package dev.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.ShapeException;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.AdamW;
import org.junit.jupiter.api.Test;

/** Tests beyond PyTorch's figures: running statistics and rejected arguments. */
class NormsTest {
    private static final Tensor BATCH = Tensor.of(new double[][] {{1, 10}, {2, 30}, {3, 20}});

    @Test
    void runningStatisticsMoveTowardsTheBatchsAndAreNotTrained() {
        BatchNorm norm = BatchNorm.of("norm", 2);
        Input x = Input.of("x", 3, 2);
        Node prediction = norm.prediction(x).named("ŷ");
        BatchNorm.Batch h = norm.training(x);
        Parameters parameters = Parameters.of(Graph.of(prediction));
        assertThat(parameters.all()).contains(norm.gain(), norm.shift(), norm.mean(), norm.variance());
        Run run = Run.builder(Graph.of(h.value().square().mean()))
                .parameters(parameters)
                .keep(h.mean(), h.variance())
                .build();
        run.feed(x, BATCH).forward();
        run.backward();
        AdamW.of(0.1, 0.5).step(run);
        assertThat(parameters.get(norm.mean())).isEqualTo(Tensor.zeros(2));
        assertThat(run.value(h.mean())).isEqualTo(Tensor.of(new double[] {2, 20}));
        assertThat(h.count()).isEqualTo(3);
        Tensor mean = norm.nextMean(parameters.get(norm.mean()), run.value(h.mean()));
        Tensor variance = norm.nextVariance(parameters.get(norm.variance()), run.value(h.variance()), h.count());
        assertThat(mean).isEqualTo(Tensor.of(new double[] {0.2, 2}));
        assertThat(variance.get(0)).isCloseTo(0.9 + 0.1, within(1e-15));
        assertThat(variance.get(1)).isCloseTo(0.9 + 0.1 * 100, within(1e-14));
        parameters.set(norm.mean(), mean);
        Run predict = Run.of(Graph.of(prediction.sum()), parameters);
        predict.feed(x, BATCH).forward();
        predict.backward();
        assertThat(predict.unreached().keySet()).contains(norm.mean(), norm.variance());
    }

    @Test
    void equalNumbersBecomeZeros() {
        Node x = Constant.of(Tensor.full(Shape.of(2, 3), 7));
        Run run = Run.of(Graph.of(Norms.standardize(x, 1e-5, 1).square().sum()));
        assertThat(run.forward()).isZero();
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        Input x = Input.of("x", 4, 6, 2), gain = Input.of("γ", 2), shift = Input.of("β", 3), six = Input.of("c", 6);
        assertThatThrownBy(() -> Norms.layerNorm(x, shift, shift, 1e-5))
                .isInstanceOf(ShapeException.class)
                .hasMessage("layerNorm: the gain β (3) must have the shape of the last axes of x (4, 6, 2)");
        assertThatThrownBy(() -> Norms.layerNorm(x, gain, shift, 1e-5))
                .isInstanceOf(ShapeException.class)
                .hasMessage("layerNorm: the shift β (3) must have the shape of the gain γ (2)");
        assertThatThrownBy(() -> Norms.batchNorm(x, gain, gain, 1e-5))
                .isInstanceOf(ShapeException.class)
                .hasMessage("batchNorm: γ (2) must have the shape (6), one number for each channel of x (4, 6, 2)");
        assertThatThrownBy(() -> Norms.batchNorm(gain, gain, gain, 1e-5))
                .isInstanceOf(ShapeException.class)
                .hasMessage("batchNorm: γ (2) must have the shape (n_batch, n_channels, …)");
        assertThatThrownBy(() -> Norms.groupNorm(x, 4, six, six, 1e-5))
                .isInstanceOf(ShapeException.class)
                .hasMessage("groupNorm: the 6 channels of x (4, 6, 2) cannot be divided into 4 groups of equal size");
        assertThatThrownBy(() -> Norms.rmsNorm(x, gain, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rmsNorm: epsilon must be positive and finite, not 0.0");
        BatchNorm norm = BatchNorm.of("norm", 2);
        assertThatThrownBy(() -> norm.nextVariance(Tensor.ones(2), Tensor.ones(2), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "BatchNorm: no variance can be estimated from 1 element per channel; at least 2 are needed");
        assertThatThrownBy(() -> new BatchNorm(
                        norm.gain(), Parameter.of("b", Tensor.zeros(3)), norm.mean(), norm.variance(), 0.1, 1e-5))
                .isInstanceOf(ShapeException.class)
                .hasMessage("BatchNorm: b (3) must have the shape (n_channels), like norm.gain (2)");
    }
}
