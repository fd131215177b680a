package dev.gradus.csv;

import dev.gradus.data.WholeFile;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Converts rows of a table to numbers, using the means, deviations, categories and imputed values that {@link
 * Features#fit} learned. Immutable.
 *
 * <p>An encoder can be saved as JSON, with one column per line and a checksum, and loaded in another process:
 *
 * <pre>{@code
 * encoder.save(Path.of("encoder.json"));
 * Encoder same = Encoder.load(Path.of("encoder.json"));
 * }</pre>
 */
public final class Encoder {
    private final List<Code> codes;
    private final Map<String, String> imputed;
    private final List<String> columns;

    /** @param imputed the text for the empty fields of a column */
    Encoder(List<Code> codes, Map<String, String> imputed) {
        this.codes = List.copyOf(codes);
        this.imputed = Map.copyOf(imputed);
        Set<String> names = new LinkedHashSet<>();
        Map<String, Integer> numbers =
                new HashMap<>(); // the last of each name, so that many equal names take linear time
        codes.stream().flatMap(code -> code.names().stream()).forEach(name -> {
            String unused = name;
            while (!names.add(unused)) {
                unused = name + " (" + numbers.merge(name, 2, (last, first) -> last + 1) + ")";
            }
        });
        columns = List.copyOf(names);
    }

    /**
     * Returns the names of the numeric columns, such as {@code gre, gpa, rank=1, rank=2}. They are distinct: a name that an
     * earlier column has already is followed by a number. If {@code unknown} is one of the categories of a column that
     * accepts {@link Features#unknown unknown} texts, for example, the category is {@code city=unknown} and all other
     * texts are {@code city=unknown (2)}.
     */
    public List<String> columns() {
        return columns;
    }

    /** Returns the names of the columns that a table must have, in the order of their first use. */
    public List<String> inputs() {
        return codes.stream().map(Code::column).distinct().toList();
    }

    /**
     * Returns the mean that is subtracted from a column.
     *
     * @throws IllegalArgumentException if the column is not standardized
     */
    public double mean(String column) {
        return standardized(column).mean();
    }

    /**
     * Returns the standard deviation by which a column is divided.
     *
     * @throws IllegalArgumentException if the column is not standardized
     */
    public double deviation(String column) {
        return standardized(column).deviation();
    }

    private Code.Standardized standardized(String column) {
        return find(
                column,
                "is not standardized",
                code -> code instanceof Code.Standardized standardized ? Stream.of(standardized) : Stream.of());
    }

    /**
     * Returns the categories of a column in the order of their numeric columns or class numbers, without the category
     * for unknown texts.
     *
     * @throws IllegalArgumentException if the column has no categories
     */
    public List<String> categories(String column) {
        return find(column, "has no categories", code -> {
            if (code instanceof Code.OneHot oneHot) {
                return Stream.of(oneHot.categories());
            }
            return code instanceof Code.Labels labels ? Stream.of(labels.categories()) : Stream.of();
        });
    }

    private <T> T find(String column, String otherwise, Function<Code, Stream<T>> found) {
        Objects.requireNonNull(column, "column");
        return codes.stream()
                .filter(code -> code.column().equals(column))
                .flatMap(found)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Encoder: the column " + Texts.quoted(column) + " "
                        + otherwise + "; the columns of numbers are " + Categories.listed(columns)));
    }

    /** Returns the text that replaces empty fields of a column. The result is empty if such fields are rejected. */
    public Optional<String> imputed(String column) {
        return Optional.ofNullable(imputed.get(Objects.requireNonNull(column, "column")));
    }

    /**
     * Encodes the rows of a table.
     *
     * @return a tensor of shape (rows, columns)
     * @throws CsvException if a column is missing, a field is empty or not a finite number where a number is required,
     *     or a text is not one of the categories
     */
    public Tensor apply(Table table) {
        Objects.requireNonNull(table, "table");
        int width = columns.size(), column = 0;
        Shape shape = Shape.of(table.rows(), width);
        double[] values = new double[shape.elements()];
        Table complete = table.imputed(imputed);
        for (Code code : codes) {
            for (double[] numbers : code.of(table, complete)) {
                for (int row = 0; row < numbers.length; row++) {
                    values[row * width + column] = numbers[row];
                }
                column++;
            }
        }
        return Tensor.of(shape, values);
    }

    /**
     * Saves the encoder as JSON. An existing file is replaced atomically.
     *
     * @throws IOException if the file cannot be written; an existing file is then unchanged
     */
    public void save(Path file) throws IOException {
        WholeFile.write(Objects.requireNonNull(file, "file"), toJson().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the JSON that {@link #save} writes, to be stored elsewhere, such as in the texts of a {@link
     * dev.gradus.train.Model}.
     */
    public String toJson() {
        return EncoderFile.text(codes, imputed);
    }

    /**
     * Creates an encoder from the JSON that {@link #toJson} returned.
     *
     * @throws CsvException if this is not the JSON of an encoder, or its checksum does not match its content
     */
    public static Encoder ofJson(String json) {
        Objects.requireNonNull(json, "json");
        return EncoderFile.read("The text", json);
    }

    /**
     * Loads an encoder from a file that {@link #save} wrote.
     *
     * @throws CsvException if the file does not contain an encoder, or its checksum does not match its content
     * @throws IOException if the file cannot be read
     */
    public static Encoder load(Path file) throws IOException {
        byte[] content = Files.readAllBytes(Objects.requireNonNull(file, "file"));
        return EncoderFile.read(file.toString(), content);
    }

    /** Returns a summary such as {@code gre, gpa of gre, gpa, rank}. */
    @Override
    public String toString() {
        return Categories.listed(columns) + " of " + Categories.listed(inputs());
    }
}
