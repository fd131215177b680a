package dev.gradus.data;

import dev.gradus.train.Batch;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Examples that need not fit into memory, such as those in a file. {@link BatchStream} cuts them into mini-batches.
 *
 * <p>If any example can be read without reading those before it, implement {@link IndexedExamples}, which shuffles better.
 */
public interface Examples {
    /**
     * Begins to read at the first example.
     *
     * @throws IOException if the examples cannot be read
     */
    Reading begin() throws IOException;

    /** One pass over the examples in order. */
    interface Reading extends Closeable {
        /**
         * Returns the next examples, or nothing after the last one.
         *
         * @param most the maximum number of examples; only the last part may have fewer
         * @throws IOException if the examples cannot be read
         */
        Optional<Batch> next(int most) throws IOException;
    }
}
