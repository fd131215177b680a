package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.node.Input;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ThreadedBlocksTest {
    private final Parameter w = Parameter.of("w", NumpyRandom.seed(1).normal(0, 1, Shape.of(3)));

    private BatchGraph model(int n) {
        Input x = Input.of("x", n, 3);
        return BatchGraph.of(x.multiply(w).tanh().sum(1).square().mean(), x).withMetric("x", x.mean(0));
    }

    /** Blocks of different sizes and magnitudes, so that another order of addition gives other bits. */
    private static Batch block(int number) {
        return Batch.of(NumpyRandom.seed(number).normal(0, Math.scalb(1.0, number % 9), Shape.of(1 + number % 3, 3)));
    }

    @Property
    void anyNumberOfThreadsGivesTheBitsOfTheTree(
            @ForAll @IntRange(min = 1, max = 40) int count, @ForAll @IntRange(min = 1, max = 5) int threads) {
        BlockGradients alone = BlockGradients.of(BatchRuns.of(this::model));
        FixedTree tree = FixedTree.ofLength(alone.length());
        IntStream.range(0, count).forEach(number -> tree.add(number, alone.of(block(number))));
        ThreadedBlocks blocks = ThreadedBlocks.of(BatchRuns.of(this::model), count, ThreadedBlocksTest::block)
                .threads(threads);
        MeanGradients expected = alone.gradients(alone.mean(tree.sum()));
        for (int pass = 0; pass < 2; pass++) {
            assertThat(blocks.gradients()).isEqualTo(expected);
        }
        assertThat(blocks.means()).isEqualTo(expected.means());
        assertThat(expected.gradient(w)).isEqualTo(expected.gradients().get(w));
        assertThat(expected.value()).isEqualTo(expected.means().loss());
    }

    @Test
    void trainsAsOtherBlocksDo() {
        BatchRuns here = BatchRuns.of(this::model), threaded = BatchRuns.of(this::model);
        BlockGradients gradients = BlockGradients.of(here);
        List<Batch> all =
                IntStream.range(0, 10).mapToObj(ThreadedBlocksTest::block).toList();
        Trainer.of(here.parameters(), training(gradients, gradients.source(all)), Adam.of(0.1))
                .train(3);
        ThreadedBlocks blocks = ThreadedBlocks.of(threaded, 10, ThreadedBlocksTest::block);
        Trainer.of(threaded.parameters(), training(BlockGradients.of(threaded), blocks), Adam.of(0.1))
                .train(3);
        assertThat(blocks.parameters().get(w))
                .isEqualTo(here.parameters().get(w))
                .isNotEqualTo(w.initialValue());
    }

    private static BlockTraining training(BlockGradients gradients, BlockSource source) {
        return BlockTraining.of(gradients, source).blocksAStep(4).shuffled(NumpyRandom.seed(3));
    }

    @Test
    void eachBlockIsMadeOncePerPassAndTheModelOnceAThread() {
        Set<Integer> made = ConcurrentHashMap.newKeySet();
        ThreadedBlocks.of(BatchRuns.of(this::model), 20, number -> {
                    assertThat(made.add(number)).isTrue();
                    return block(number);
                })
                .gradients();
        assertThat(made).hasSize(20);
    }

    @Test
    void aBlockThatDoesNotFitIsNamed() {
        ThreadedBlocks blocks = ThreadedBlocks.of(
                BatchRuns.of(this::model), 3, number -> number == 1 ? Batch.of(Tensor.zeros(2, 4)) : block(number));
        assertThatThrownBy(blocks::gradients)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ThreadedBlocks: block 1 of 3: Feed: x was fed (2, 4), but is (2, 3)");
    }

    @Test
    void whatIsWrongIsSaid() {
        BatchRuns runs = BatchRuns.of(this::model);
        assertThatThrownBy(() -> ThreadedBlocks.of(runs, 0, ThreadedBlocksTest::block))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ThreadedBlocks: the number of blocks must be at least 1, but is 0");
        ThreadedBlocks blocks = ThreadedBlocks.of(runs, 1, ThreadedBlocksTest::block);
        assertThatThrownBy(() -> blocks.threads(0))
                .hasMessage("ThreadedBlocks: the number of threads must be at least 1, but is 0");
        Parameter other = Parameter.of("v", Tensor.scalar(0));
        assertThatThrownBy(() -> blocks.gradients().gradient(other))
                .hasMessage("MeanGradients: the model does not have the parameter v (); it has [w (3)]");
    }
}
