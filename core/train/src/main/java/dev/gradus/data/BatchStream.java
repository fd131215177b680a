package dev.gradus.data;

import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Batch;
import dev.gradus.train.Batches;
import dev.gradus.train.Resumable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Mini-batches of examples that need not fit into memory. Each iteration is one epoch and reads the examples again. A {@link
 * dev.gradus.train.Trainer} accepts a stream wherever it accepts {@link Batches}.
 *
 * <pre>{@code
 * BatchStream batches = BatchStream.of(64, NpyRows.open(Path.of("x.npy"), Path.of("y.npy")))
 *         .shuffled(NumpyRandom.seed(0), 10_000);
 * }</pre>
 *
 * <p>Without shuffling, the batches equal those of {@link Batches} bit for bit, and at most one of them is in memory.
 *
 * <p><b>Shuffling</b> works on blocks of consecutive examples, because at most one block is in memory. If the examples are
 * {@link IndexedExamples}, the blocks are read in a random order; otherwise they are read in file order. The examples within
 * each block are put into a random order. Examples that are adjacent in the file therefore tend to meet in the same batch,
 * and without an index no example comes earlier than its block. If the data is sorted, shuffle the file itself first. If one
 * block holds all examples, the batches equal those of {@link Batches#shuffled} with the same generator, bit for bit.
 *
 * <p>A read error throws an {@link UncheckedIOException} from the iteration. An iteration that reaches its end closes
 * everything it opened; an abandoned one is closed by the garbage collector.
 */
public final class BatchStream implements Iterable<Batch>, Resumable {
    private final Examples examples;
    private final int size;
    private final boolean keepsLast;
    private final Optional<Shuffling> shuffling;

    private record Shuffling(NumpyRandom random, int block) {}

    private BatchStream(Examples examples, int size, boolean keepsLast, Optional<Shuffling> shuffling) {
        this.examples = examples;
        this.size = size;
        this.keepsLast = keepsLast;
        this.shuffling = shuffling;
    }

    /**
     * Returns batches of {@code size} examples in their original order.
     *
     * @throws IllegalArgumentException if the size is not positive
     */
    public static BatchStream of(int size, Examples examples) {
        Objects.requireNonNull(examples, "examples");
        if (size < 1) {
            throw new IllegalArgumentException("BatchStream: the batch size must be positive, not " + size);
        }
        return new BatchStream(examples, size, true, Optional.empty());
    }

    /**
     * Returns the same batches shuffled by blocks. Each epoch draws a new order as it proceeds.
     *
     * @param block the number of examples in memory at a time; larger blocks shuffle better
     * @throws IllegalArgumentException if a block is smaller than a batch
     */
    public BatchStream shuffled(NumpyRandom random, int block) {
        Objects.requireNonNull(random, "random");
        if (block < size) {
            throw new IllegalArgumentException("BatchStream: a block of " + block
                    + " examples is smaller than a batch of " + size + "; make it many times larger than a batch");
        }
        return new BatchStream(examples, size, keepsLast, Optional.of(new Shuffling(random, block)));
    }

    /** Keeps an incomplete last batch, so that each epoch contains every example. This is the default. */
    public BatchStream keepLast() {
        return new BatchStream(examples, size, true, shuffling);
    }

    /** Drops an incomplete last batch. */
    public BatchStream dropLast() {
        return new BatchStream(examples, size, false, shuffling);
    }

    /**
     * Begins an epoch.
     *
     * @throws UncheckedIOException if the examples cannot be read
     */
    @Override
    public Iterator<Batch> iterator() {
        BlockReader blocks = shuffling
                .map(how -> BlockReader.shuffled(examples, how.block, how.random))
                .orElseGet(() -> BlockReader.inOrder(examples, size));
        return new BatchIterator(blocks, size, keepsLast);
    }

    /** Returns the state of the shuffling generator, or an empty map without shuffling. */
    @Override
    public Map<String, Tensor> state() {
        return shuffling.map(how -> Map.of("generator", how.random.state())).orElse(Map.of());
    }

    @Override
    public void restore(Map<String, Tensor> state) {
        Objects.requireNonNull(state, "state");
        shuffling.ifPresent(how -> how.random.restore(Objects.requireNonNull(state.get("generator"), "generator")));
    }
}
