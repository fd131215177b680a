package dev.gradus.csv;

import dev.gradus.data.Examples;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Batch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A CSV file: a line that names the columns, then one example a line, as RFC 4180 has it, in UTF-8.
 *
 * <pre>{@code
 * Table students = Csv.read(Path.of("admissions.csv"));
 * Encoder features = Features.of().standardized("gre", "gpa").oneHot("rank").fit(students);
 * Tensor x = features.apply(students);
 * }</pre>
 *
 * <p>Fields may be in double quotes, and then hold separators, line ends and doubled quotes. Spaces around a field, a byte
 * order mark and empty lines do not matter. Files that are larger than the memory are read by {@link #examples}.
 */
public final class Csv {
    private static final int BLOCK = 4096;

    private final Path file;
    private final char separator;
    private final Set<String> missing;

    private Csv(Path file, char separator, Set<String> missing) {
        this.file = file;
        this.separator = separator;
        this.missing = missing;
    }

    /** A file whose fields are separated by commas. It is not opened yet. */
    public static Csv of(Path file) {
        Objects.requireNonNull(file, "file");
        return new Csv(file, ',', Set.of());
    }

    /** The same file with another separator, such as a semicolon or a tabulator. */
    public Csv separatedBy(char other) {
        return new Csv(file, other, missing);
    }

    /** The same file, in which these texts, such as {@code "NA"} and {@code "?"}, are missing values, as empty fields are. */
    public Csv missing(String... texts) {
        return new Csv(file, separator, Set.copyOf(List.of(Objects.requireNonNull(texts, "texts"))));
    }

    /**
     * The whole of a file whose fields are separated by commas.
     *
     * @throws CsvException if it is no CSV, or its lines do not have as many fields as the first names columns
     * @throws IOException if it cannot be read
     */
    public static Table read(Path file) throws IOException {
        return of(file).read();
    }

    /**
     * The whole of what a stream gives, separated by commas. The stream stays open.
     *
     * @param name of the file, in messages
     * @throws CsvException if it is no CSV, or its lines do not have as many fields as the first names columns
     * @throws IOException if it cannot be read
     */
    public static Table read(String name, InputStream in) throws IOException {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(in, "in");
        return new CsvReading(name, ',', Set.of(), in).rest();
    }

    /**
     * The whole file.
     *
     * @throws CsvException if it is no CSV, or its lines do not have as many fields as the first names columns
     * @throws IOException if it cannot be read
     */
    public Table read() throws IOException {
        try (InputStream in = open()) {
            return reading(in).rest();
        }
    }

    private InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    private CsvReading reading(InputStream in) throws IOException {
        return new CsvReading(file.toString(), separator, missing, in);
    }

    /**
     * The lines as examples, read and encoded where they are needed, so that the file may be of any size. Each batch has a
     * tensor for each encoder.
     *
     * <pre>{@code
     * Csv file = Csv.of(Path.of("large.csv"));
     * Encoder features = Features.of().standardized("gre", "gpa").fit(file);         // goes through the file, too
     * Encoder targets = Features.of().labels("admit", "0", "1").fit(file);
     * BatchStream batches = BatchStream.of(64, file.examples(features, targets)).shuffled(NumpyRandom.seed(0), 10_000);
     * }</pre>
     *
     * @throws IllegalArgumentException if there is no encoder
     */
    public Examples examples(Encoder... encoders) {
        List<Encoder> all = List.of(Objects.requireNonNull(encoders, "encoders"));
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "Csv: examples(…) takes at least one encoder, such as that of the features");
        }
        return () -> {
            InputStream in = open();
            CsvReading reading = readingOrClosed(in);
            return new Examples.Reading() {
                @Override
                public Optional<Batch> next(int most) throws IOException {
                    Table lines = reading.next(most);
                    return lines.rows() == 0
                            ? Optional.empty()
                            : Optional.of(new Batch(all.stream()
                                    .<Tensor>map(encoder -> encoder.apply(lines))
                                    .toList()));
                }

                @Override
                public void close() throws IOException {
                    in.close();
                }
            };
        };
    }

    private CsvReading readingOrClosed(InputStream in) throws IOException {
        boolean isOpen = false;
        try {
            CsvReading reading = reading(in);
            isOpen = true;
            return reading;
        } finally {
            if (!isOpen) {
                in.close();
            }
        }
    }

    /** The lines in blocks that fit into the memory; each iteration reads the file anew. */
    Iterable<Table> blocks() {
        return () -> {
            try {
                InputStream in = open();
                CsvReading reading = readingOrClosed(in);
                return Stream.generate(() -> block(reading, in))
                        .takeWhile(block -> block.rows() > 0)
                        .iterator();
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        };
    }

    private static Table block(CsvReading reading, InputStream in) {
        try {
            Table block = reading.next(BLOCK);
            if (block.rows() == 0) {
                in.close();
            }
            return block;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The file's name. */
    @Override
    public String toString() {
        return file.toString();
    }
}
