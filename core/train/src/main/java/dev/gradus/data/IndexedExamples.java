package dev.gradus.data;

import dev.gradus.train.Batch;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/** Examples of which any part can be read, such as the rows of an array in a file. */
public interface IndexedExamples extends Examples {
    /** How many examples there are. */
    long count();

    /**
     * Some examples in a row.
     *
     * @param from the place of the first, counted from 0
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
