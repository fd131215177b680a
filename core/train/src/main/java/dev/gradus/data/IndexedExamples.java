package dev.gradus.data;

import dev.gradus.train.Batch;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/** Examples with random access, such as the rows of an array in a file. */
public interface IndexedExamples extends Examples {
    /** Returns the number of examples. */
    long count();

    /**
     * Reads consecutive examples.
     *
     * @param from the index of the first one, from 0
     * @throws IndexOutOfBoundsException if there are no such examples
     * @throws IOException if they cannot be read
     */
    Batch read(long from, int size) throws IOException;

    @Override
    default Reading begin() {
        return new Reading() {
            private long next;

            @Override
            public Optional<Batch> next(int most) throws IOException {
                int size = (int) Math.min(most, count() - next);
                if (size == 0) {
                    return Optional.empty();
                }
                Batch read = Objects.requireNonNull(read(next, size));
                next += size;
                return Optional.of(read);
            }

            @Override
            public void close() {}
        };
    }
}
