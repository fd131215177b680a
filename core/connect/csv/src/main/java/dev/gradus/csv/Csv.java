package dev.gradus.csv;

import dev.gradus.data.Examples;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Batch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A CSV file: a header line that names the columns, then one example per line, as defined by RFC 4180.
 *
 * <pre>{@code
 * Table students = Csv.read(Path.of("admissions.csv"));
 * Encoder features = Features.of().standardized("gre", "gpa").oneHot("rank").fit(students);
 * Tensor x = features.apply(students);
 * }</pre>
 *
 * <p>Fields may be enclosed in double quotes; they may then contain separators, line breaks and doubled quotes. Spaces
 * around a field and empty lines are ignored. In a file of one column, an empty line after the header is an empty
 * field.
 *
 * <p>The text is UTF-8 unless {@link #charset} names another charset, or the file begins with a byte order mark of UTF-8,
 * UTF-16 or UTF-32, which takes precedence. Bytes that are not text in that charset are refused.
 *
 * <p>To read a file that is larger than memory, use {@link #examples}.
 */
public final class Csv {
    private static final int BLOCK = 4096;

    private final Path file;
    private final Charset charset;
    private final char separator;
    private final Set<String> missing;

    private Csv(Path file, Charset charset, char separator, Set<String> missing) {
        this.file = file;
        this.charset = charset;
        this.separator = separator;
        this.missing = missing;
    }

    /** Describes a file in UTF-8 whose fields are separated by commas. The file is not opened yet. */
    public static Csv of(Path file) {
        Objects.requireNonNull(file, "file");
        return new Csv(file, StandardCharsets.UTF_8, ',', Set.of());
    }

    /**
     * Returns the same file in another charset. {@link StandardCharsets#ISO_8859_1} (Latin-1) and {@code
     * Charset.forName("windows-1252")} are common in older files of Western Europe.
     */
    public Csv charset(Charset other) {
        return new Csv(file, Objects.requireNonNull(other, "charset"), separator, missing);
    }

    /** Returns the same file with another separator, such as a semicolon or a tab. */
    public Csv separatedBy(char other) {
        return new Csv(file, charset, other, missing);
    }

    /**
     * Returns the same file in which these texts, such as {@code "NA"} and {@code "?"}, mark missing values, as empty
     * fields do.
     */
    public Csv missing(String... texts) {
        Set<String> all = Stream.of(Objects.requireNonNull(texts, "texts"))
                .map(text -> Objects.requireNonNull(text, "text").strip())
                .collect(Collectors.toUnmodifiableSet());
        return new Csv(file, charset, separator, all);
    }

    /**
     * Reads a whole file whose fields are separated by commas.
     *
     * @throws CsvException if the file is not valid CSV in its charset, or a line does not have one field per column
     * @throws IOException if the file cannot be read
     */
    public static Table read(Path file) throws IOException {
        return of(file).read();
    }

    /**
     * Reads a whole stream in UTF-8 whose fields are separated by commas. The stream stays open.
     *
     * @param name the file name to use in messages
     * @throws CsvException if the text is not valid CSV in its charset, or a line does not have one field per column
     * @throws IOException if the stream cannot be read
     */
    public static Table read(String name, InputStream in) throws IOException {
        return read(name, in, StandardCharsets.UTF_8);
    }

    /**
     * Reads a whole stream in this charset whose fields are separated by commas. The stream stays open.
     *
     * @param name the file name to use in messages
     * @throws CsvException if the text is not valid CSV in its charset, or a line does not have one field per column
     * @throws IOException if the stream cannot be read
     */
    public static Table read(String name, InputStream in, Charset charset) throws IOException {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(charset, "charset");
        return new CsvReading(name, charset, ',', Set.of(), in).rest();
    }

    /**
     * Reads the whole file.
     *
     * @throws CsvException if the file is not valid CSV in its charset, or a line does not have one field per column
     * @throws IOException if the file cannot be read
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
        return new CsvReading(file.toString(), charset, separator, missing, in);
    }

    /**
     * Returns the lines as examples, which are read and encoded on demand, so the file may have any size. Each batch
     * contains one tensor per encoder.
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

    /** Returns the file name. */
    @Override
    public String toString() {
        return file.toString();
    }
}
