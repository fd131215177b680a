package dev.gradus.train;

import dev.gradus.kernel.math.Blocks;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An epoch over blocks of examples. Each step uses the mean gradient of some blocks, by default of all. The result does not
 * depend on which machine computes which block: one machine and many produce the same bits.
 *
 * <pre>{@code
 * BlockGradients gradients = BlockGradients.of(BatchRuns.of(model));
 * EpochTraining training = BlockTraining.of(gradients, gradients.source(blocks)).blocksAStep(4).shuffled(NumpyRandom.seed(0));
 * Trainer.of(gradients.parameters(), training, Adam.of(0.01)).train(100);
 * }</pre>
 */
public final class BlockTraining implements EpochTraining, Resumable {
    private final BlockGradients gradients;
    private final BlockSource source;
    private final int blocksAStep;
    private final Optional<NumpyRandom> random;

    private BlockTraining(BlockGradients gradients, BlockSource source, int blocksAStep, Optional<NumpyRandom> random) {
        this.gradients = gradients;
        this.source = source;
        this.blocksAStep = blocksAStep;
        this.random = random;
    }

    /**
     * Creates a pass of one step per epoch, over all blocks.
     *
     * @throws IllegalArgumentException if there are no blocks
     */
    public static BlockTraining of(BlockGradients gradients, BlockSource source) {
        Objects.requireNonNull(gradients, "gradients");
        Objects.requireNonNull(source, "source");
        if (source.count() == 0) {
            throw new IllegalArgumentException("BlockTraining: there are no blocks to train on");
        }
        return new BlockTraining(gradients, source, source.count(), Optional.empty());
    }

    /**
     * Returns the same pass with this number of blocks per step; the last step may have fewer.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public BlockTraining blocksAStep(int blocks) {
        if (blocks < 1) {
            throw new IllegalArgumentException(
                    "BlockTraining: the number of blocks per step must be at least 1, but is " + blocks);
        }
        return new BlockTraining(gradients, source, blocks, random);
    }

    /** Returns the same training with the blocks in a new order for each epoch, drawn by {@code random.permutation(n)}. */
    public BlockTraining shuffled(NumpyRandom generator) {
        Objects.requireNonNull(generator, "generator");
        return new BlockTraining(gradients, source, blocksAStep, Optional.of(generator));
    }

    @Override
    public Means train(Optimizer optimizer) {
        Objects.requireNonNull(optimizer, "optimizer");
        int count = source.count();
        int[] order = random.map(each -> each.permutation(count))
                .orElseGet(() -> IntStream.range(0, count).toArray());
        FixedTree all = FixedTree.ofLength(gradients.length());
        int end;
        for (int from = 0, step = 0; from < count; from = end, step++) {
            end = Blocks.end(from, blocksAStep, count);
            int[] chosen = Arrays.copyOfRange(order, from, end);
            double[][] first = new double[1][];
            optimizer.step(gradients.parameters(), numbers -> {
                double[] sum = source.sum(chosen), mean = gradients.mean(sum);
                if (first[0] == null) {
                    first[0] = sum;
                }
                System.arraycopy(mean, 0, numbers, 0, numbers.length);
                return gradients.means(mean).loss();
            });
            all.add(step, first[0]);
        }
        return gradients.means(gradients.mean(all.sum()));
    }

    @Override
    public Map<String, Tensor> state() {
        return random.map(each -> new TrainingState.Generator(each).state()).orElse(Map.of());
    }

    @Override
    public void restore(Map<String, Tensor> state) {
        Objects.requireNonNull(state, "state");
        random.ifPresent(each -> new TrainingState.Generator(each).restore(state));
    }
}
