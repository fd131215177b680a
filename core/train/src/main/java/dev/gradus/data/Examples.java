package dev.gradus.data;

import dev.gradus.train.Batch;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Examples that need not fit into the memory, such as those in a file. {@link BatchStream} makes mini-batches of them.
 *
 * <p>If any of them can be read without those before it, {@link IndexedExamples} says so, and they are shuffled better.
 */
public interface Examples {
    /** Begins to read at the first example. */
    Reading begin() throws IOException;

    /** One way through the examples, in their order. */
    interface Reading extends Closeable {
        /**
         * The next examples, or nothing after the last.
         *
         * @param most how many at most; fewer are given only at the end
         */
        Optional<Batch> next(int most) throws IOException;
    }
}
