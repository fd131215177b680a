package dev.gradus.train;

import dev.gradus.kernel.host.Host;
import dev.gradus.run.FeedException;
import dev.gradus.run.Parameters;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Computes a model over the blocks of a large axis, such as the paths of a simulation, on the threads of this machine.
 *
 * <p>A run of all examples at once needs memory for all of them, and its arrays do not fit into the cache. Here each thread
 * makes one block at a time and runs the model for it:
 *
 * <pre>{@code
 * BatchRuns runs = BatchRuns.of(n -> {
 *     Input z = Input.of("z", n, 252);
 *     return BatchGraph.of(payoff(z).mean(), z);                      // a mean over the n paths
 * });
 * ThreadedBlocks blocks = ThreadedBlocks.of(runs, 100, number -> {
 *     return Batch.of(NumpyRandom.seed(number).normal(0, 1, Shape.of(1000, 252)));
 * });
 * MeanGradients price = blocks.gradients();                           // of 100,000 paths
 * }</pre>
 *
 * <p>The blocks are added in a {@link FixedTree} over their numbers, so the results have the same bits for any number of
 * threads, and the bits of {@code SparkModel} in {@code gradus-spark} for the same blocks. The size of the blocks does
 * matter; a thousand examples are a good size. Not thread-safe.
 */
public final class ThreadedBlocks implements BlockSource {
    private final BatchRuns runs;
    private final int count;
    private final IntFunction<Batch> blocks;
    private final int threads;
    private final BlockGradients own;

    /** Those that no thread uses at the moment. */
    private final Deque<BlockGradients> idle = new ConcurrentLinkedDeque<>();

    private ThreadedBlocks(BatchRuns runs, int count, IntFunction<Batch> blocks, int threads) {
        this.runs = runs;
        this.count = count;
        this.blocks = blocks;
        this.threads = threads;
        own = BlockGradients.of(runs.alone());
        idle.push(own);
    }

    /**
     * Creates the computation of a model over {@code count} blocks, on one thread for each processor.
     *
     * @param runs the model, whose output is a mean over examples, and its parameters
     * @param blocks makes the block with a number from 0 to {@code count} − 1: the same one each time. Several threads call
     *     it at once
     * @throws IllegalArgumentException if the number of blocks is less than 1
     */
    public static ThreadedBlocks of(BatchRuns runs, int count, IntFunction<Batch> blocks) {
        Objects.requireNonNull(runs, "runs");
        Objects.requireNonNull(blocks, "blocks");
        if (count < 1) {
            throw new IllegalArgumentException(
                    "ThreadedBlocks: the number of blocks must be at least 1, but is " + count);
        }
        return new ThreadedBlocks(runs, count, blocks, Host.processors());
    }

    /**
     * Returns the same computation on at most this many threads, including the caller. Threads that other runs of this
     * program occupy do not help.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public ThreadedBlocks threads(int most) {
        if (most < 1) {
            throw new IllegalArgumentException(
                    "ThreadedBlocks: the number of threads must be at least 1, but is " + most);
        }
        return new ThreadedBlocks(runs, count, blocks, most);
    }

    /** Returns the parameters at which the model is computed. Do not change them during a computation. */
    public Parameters parameters() {
        return own.parameters();
    }

    @Override
    public int count() {
        return count;
    }

    /**
     * Computes the means of the output and the metrics over all blocks, and the gradients of the mean output.
     *
     * @throws IllegalArgumentException if a block does not fit the model; the message names the block
     */
    public MeanGradients gradients() {
        return own.gradients(own.mean(sum(IntStream.range(0, count).toArray())));
    }

    /**
     * Computes the means of the output and the metrics over all blocks, without gradients.
     *
     * @throws IllegalArgumentException if a block does not fit the model; the message names the block
     */
    public Means means() {
        return own.means(own.mean(sum(IntStream.range(0, count).toArray(), BlockGradients::withoutGradients)));
    }

    @Override
    public double[] sum(int[] chosen) {
        return sum(chosen.clone(), BlockGradients::of);
    }

    private double[] sum(int[] chosen, BiFunction<BlockGradients, Batch, double[]> contribution) {
        FixedTree tree = FixedTree.ofLength(own.length());
        Host.forEach(threads, chosen.length, index -> {
            double[] numbers = contribution(chosen[index], contribution);
            synchronized (tree) {
                tree.add(index, numbers);
            }
        });
        return tree.sum();
    }

    private double[] contribution(int block, BiFunction<BlockGradients, Batch, double[]> contribution) {
        BlockGradients free = idle.poll();
        BlockGradients gradients = free == null ? BlockGradients.of(runs.alone()) : free;
        try {
            return contribution.apply(gradients, blocks.apply(block));
        } catch (IllegalArgumentException | FeedException wrong) {
            throw new IllegalArgumentException(
                    "ThreadedBlocks: block " + block + " of " + count + ": " + wrong.getMessage(), wrong);
        } finally {
            idle.push(gradients);
        }
    }
}
