package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BlockTrainingTest {
    private final ClassificationModel model = new ClassificationModel();
    private final Tensor x = ClassificationModel.features(50), y = ClassificationModel.targets(x);

    private static List<Batch> blocks(int size, Tensor x, Tensor y) {
        List<Batch> blocks = new ArrayList<>();
        Batches.of(size, x, y).forEach(blocks::add);
        return blocks;
    }

    /** The loss's model with its accuracy. */
    private BatchGraph withAccuracy(int size) {
        BatchGraph plain = model.graph(size);
        Node loss = plain.graph().outputs().get(0);
        Node yHat = loss.inputs().get(0);
        Input target = plain.inputs().get(1);
        Node isRight = yHat.greater(0.5).equal(target);
        return plain.withMetric(
                "accuracy", isRight.where(Constant.of(1), Constant.of(0)).mean());
    }

    /** Blocks of any size produce the step of all examples at once, up to rounding. */
    @Property
    void allBlocksAreOneBigBatch(@ForAll @IntRange(min = 1, max = 60) int size) {
        BatchRuns whole = BatchRuns.of(model::graph);
        BlockGradients parts = BlockGradients.of(BatchRuns.of(model::graph));
        Trainer.of(whole, Batches.of(50, x, y), Momentum.of(0.5, 0.9)).train(5);
        List<Epoch> history = Trainer.of(
                        parts.parameters(),
                        BlockTraining.of(parts, parts.source(blocks(size, x, y))),
                        Momentum.of(0.5, 0.9))
                .train(5);
        for (Parameter parameter : List.of(model.W, model.b)) {
            Tensor expected = whole.parameters().get(parameter);
            assertThat(parts.parameters().get(parameter).difference(expected).within(1e-12, 1e-14))
                    .isTrue();
        }
        assertThat(history).hasSize(5);
    }

    @Test
    void lossAndMetricsAreMeansOverAllExamples() {
        BatchRuns runs = BatchRuns.of(this::withAccuracy);
        BlockGradients parts = BlockGradients.of(runs);
        Means expected = runs.means(Batches.of(50, x, y));
        List<Epoch> history = Trainer.of(
                        parts.parameters(),
                        BlockTraining.of(parts, parts.source(blocks(7, x, y))),
                        GradientDescent.of(1))
                .train(2);
        assertThat(history.get(0).loss()).isCloseTo(expected.loss(), within(1e-15));
        assertThat(history.get(0).metrics().get("accuracy").item())
                .isCloseTo(expected.metrics().get("accuracy").item(), within(1e-15));
        assertThat(history.get(0).toString()).matches("epoch    1  loss 0\\.\\d{6}    accuracy 0\\.\\d{4}");
    }

    @Test
    void metricsDoNotChangeTheTraining() {
        BatchRuns with = BatchRuns.of(this::withAccuracy), without = BatchRuns.of(model::graph);
        List<Epoch> one = Trainer.of(with, Batches.of(8, x, y), Adam.of(0.1)).train(5);
        List<Epoch> other =
                Trainer.of(without, Batches.of(8, x, y), Adam.of(0.1)).train(5);
        assertThat(one)
                .extracting(Epoch::loss)
                .isEqualTo(other.stream().map(Epoch::loss).toList());
        assertThat(one.get(4).metrics()).containsOnlyKeys("accuracy");
        assertThat(other.get(4).metrics()).isEmpty();
    }

    @Test
    void severalStepsAnEpochInANewOrder() {
        BlockGradients parts = BlockGradients.of(BatchRuns.of(model::graph));
        List<int[]> asked = new ArrayList<>();
        BlockSource source = parts.source(blocks(5, x, y));
        BlockSource watched = new BlockSource() {
            @Override
            public int count() {
                return source.count();
            }

            @Override
            public double[] sum(int[] chosen) {
                asked.add(chosen);
                return source.sum(chosen);
            }
        };
        Trainer.of(
                        parts.parameters(),
                        BlockTraining.of(parts, watched).blocksAStep(4).shuffled(NumpyRandom.seed(1)),
                        Adam.of(0.1))
                .train(1);
        assertThat(asked).extracting(chosen -> chosen.length).containsExactly(4, 4, 2);
        int[] order = NumpyRandom.seed(1).permutation(10);
        assertThat(asked.get(0)).containsExactly(order[0], order[1], order[2], order[3]);
    }

    /** The line search evaluates the loss at several points, each a sum over all blocks. */
    @Test
    void lbfgsTrainsOnBlocks() {
        BlockGradients parts = BlockGradients.of(BatchRuns.of(model::graph));
        List<Epoch> history = Trainer.of(
                        parts.parameters(), BlockTraining.of(parts, parts.source(blocks(7, x, y))), Lbfgs.of())
                .train(10);
        assertThat(history.get(9).loss()).isLessThan(history.get(0).loss() / 4);
    }

    @Test
    void wrongUseIsRefused() {
        BlockGradients parts = BlockGradients.of(BatchRuns.of(model::graph));
        assertThatThrownBy(() -> BlockTraining.of(parts, parts.source(List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("BlockTraining: there are no blocks to train on");
        assertThatThrownBy(() ->
                        BlockTraining.of(parts, parts.source(blocks(5, x, y))).blocksAStep(0))
                .hasMessage("BlockTraining: the number of blocks per step must be at least 1, but is 0");
        assertThatThrownBy(() -> parts.mean(new double[2])).isInstanceOf(IllegalArgumentException.class);
        BatchGraph metric = withAccuracy(3);
        assertThatThrownBy(() -> metric.withMetric("accuracy", metric.inputs().get(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("BatchGraph: there is already a metric 'accuracy'");
        Node stranger = Input.of("stranger", 2);
        assertThatThrownBy(() -> model.graph(3).withMetric("other", stranger)).hasMessageContaining("stranger");
        assertThatThrownBy(() ->
                        new BatchGraph(metric.graph(), metric.inputs(), Map.of("other", stranger), Optional.empty()))
                .hasMessage("BatchGraph: the graph does not compute the metric 'other', stranger (2)");
    }
}
