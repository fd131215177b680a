package dev.gradus.data;

import dev.gradus.random.NumpyRandom;
import dev.gradus.train.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads consecutive blocks of examples, possibly reordered. */
interface BlockReader {
    /** Returns the next block, or nothing after the last one. */
    Optional<Batch> next();

    static BlockReader inOrder(Examples examples, int size) {
        Examples.Reading reading = unchecked(examples::begin);
        return () -> unchecked(() -> {
            Optional<Batch> block = reading.next(size);
            if (block.isEmpty()) {
                reading.close();
            }
            return block;
        });
    }

    /** Shuffles the examples of each block, and also the blocks if the examples are indexed. */
    static BlockReader shuffled(Examples examples, int size, NumpyRandom random) {
        BlockReader blocks = examples instanceof IndexedExamples indexed
                ? inAnyOrder(indexed, size, random)
                : inOrder(examples, size);
        return () -> blocks.next().map(block -> block.rows(random.permutation(block.size())));
    }

    private static BlockReader inAnyOrder(IndexedExamples examples, int size, NumpyRandom random) {
        long count = examples.count();
        int blocks = Math.toIntExact(count / size + (count % size > 0 ? 1 : 0));
        int[] order = blocks > 1
                ? random.permutation(blocks)
                : IntStream.range(0, blocks).toArray();
        Iterator<Integer> indices = Arrays.stream(order).iterator();
        return () -> unchecked(() -> {
            if (!indices.hasNext()) {
                return Optional.empty();
            }
            long from = (long) indices.next() * size;
            return Optional.of(examples.read(from, (int) Math.min(size, count - from)));
        });
    }

    interface Action<T> {
        T read() throws IOException;
    }

    private static <T> T unchecked(Action<T> action) {
        try {
            return action.read();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault.getMessage(), fault);
        }
    }
}
