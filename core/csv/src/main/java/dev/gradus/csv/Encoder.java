package dev.gradus.csv;

import dev.gradus.data.WholeFile;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Turns rows of a table into numbers, with the means, deviations, categories and imputed texts that {@link Features#fit}
 * learnt. Immutable.
 *
 * <p>It can be saved as JSON, one column a line, and loaded in another process:
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
        columns = codes.stream().flatMap(code -> code.names().stream()).toList();
    }

    /** The names of the columns of numbers: {@code gre, gpa, rank=1, rank=2}. */
    public List<String> columns() {
        return columns;
    }

    /** The names of the columns that a table must have, in the order of their first use. */
    public List<String> inputs() {
        return codes.stream().map(Code::column).distinct().toList();
    }

    /**
     * The mean that is subtracted from a column.
     *
     * @throws IllegalArgumentException if the column is not standardized
     */
    public double mean(String column) {
        return standardized(column).mean();
    }

    /**
     * The standard deviation by which a column is divided.
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
     * The categories of a column, in the order of their columns or numbers, without the one for unknown texts.
     *
     * @throws IllegalArgumentException if the column has none
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

    /** The text that stands for the empty fields of a column; empty if such a field is refused. */
    public Optional<String> imputed(String column) {
        return Optional.ofNullable(imputed.get(Objects.requireNonNull(column, "column")));
    }

    /**
     * The rows as numbers, of shape (rows, columns).
     *
     * @throws CsvException if a column is not there, a field is empty or no finite number where it should be one, or a text is
     *     none of the categories
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
     * Saves the encoder as JSON. An existing file is replaced as a whole.
     *
     * @throws IOException if the file cannot be written; an existing file is then unchanged
     */
    public void save(Path file) throws IOException {
        WholeFile.write(Objects.requireNonNull(file, "file"), toJson().getBytes(StandardCharsets.UTF_8));
    }

    /** The JSON that {@link #save} writes, for a place such as the texts of a {@link dev.gradus.train.Model}. */
    public String toJson() {
        return EncoderFile.text(codes, imputed);
    }

    /**
     * The encoder whose JSON {@link #toJson} returned.
     *
     * @throws CsvException if this is no such JSON, or was changed so that it means nothing
     */
    public static Encoder ofJson(String json) {
        Objects.requireNonNull(json, "json");
        return EncoderFile.read("The text", json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Loads an encoder that {@link #save} saved.
     *
     * @throws CsvException if the file is no such file, or was changed so that it means nothing
     * @throws IOException if it cannot be read
     */
    public static Encoder load(Path file) throws IOException {
        byte[] content = Files.readAllBytes(Objects.requireNonNull(file, "file"));
        return EncoderFile.read(file.toString(), content);
    }

    /** {@code gre, gpa of gre, gpa, rank}. */
    @Override
    public String toString() {
        return Categories.listed(columns) + " of " + Categories.listed(inputs());
    }
}
