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
 * Mini-batches of examples that need not fit into the memory: each iteration is an epoch, which reads them anew. A {@link
 * dev.gradus.train.Trainer} takes it where it takes {@link Batches}.
 *
 * <pre>{@code
 * BatchStream batches = BatchStream.of(64, NpyRows.open(Path.of("x.npy"), Path.of("y.npy")))
 *         .shuffled(NumpyRandom.seed(0), 10_000);
 * }</pre>
 *
 * <p>Without shuffling the batches are those of {@link Batches} bit for bit, and no more than one is in memory.
 *
 * <p><b>Shuffling</b> is by blocks of consecutive examples, as no more than one block is in memory: the blocks are taken in a
 * random order if the examples are {@link IndexedExamples}, else in their own, and the examples of each block are put into a
 * random order. So neighbours in the file meet in the same batch more often than others, and if the examples are not
 * indexed, one never comes earlier than its block: write sorted data in another order first. If one block holds all
 * examples, the batches are those of {@link Batches#shuffled} with the same generator, bit for bit.
 *
 * <p>What cannot be read throws an {@link UncheckedIOException} from the iteration. An iteration closes what it opened when
 * it comes to its end; if it is given up before, the garbage collector does.
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
     * Batches of this many examples, in their order.
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
     * The same batches shuffled by blocks, in a new order in every epoch, which is drawn as the epoch goes on.
     *
     * @param block how many examples are in memory at a time: the more, the better they are shuffled
     * @throws IllegalArgumentException if a block is smaller than a batch
     */
    public BatchStream shuffled(NumpyRandom random, int block) {
        Objects.requireNonNull(random, "random");
        if (block < size) {
            throw new IllegalArgumentException("BatchStream: a block of " + block
                    + " examples is smaller than a batch of " + size + "; take many batches' worth");
        }
        return new BatchStream(examples, size, keepsLast, Optional.of(new Shuffling(random, block)));
    }

    /** With a last batch that may be smaller, so that every example comes in every epoch; this is the default. */
    public BatchStream keepLast() {
        return new BatchStream(examples, size, true, shuffling);
    }

    /** Without a last batch that would be smaller. */
    public BatchStream dropLast() {
        return new BatchStream(examples, size, false, shuffling);
    }

    /**
     * One epoch.
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

    /** The state of the generator that shuffles them, if there is one. */
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
