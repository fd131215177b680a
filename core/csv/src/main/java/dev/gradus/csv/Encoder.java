package dev.gradus.csv;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Objects;

/** Turns rows of a table into numbers, with the means, deviations and categories that {@link Features#fit} learnt. Immutable. */
public final class Encoder {
    private final List<Code> codes;
    private final List<String> columns;

    Encoder(List<Code> codes) {
        this.codes = List.copyOf(codes);
        columns = codes.stream().flatMap(code -> code.names().stream()).toList();
    }

    /** The names of the columns of numbers: {@code gre, gpa, rank=1, rank=2}. */
    public List<String> columns() {
        return columns;
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
        for (Code code : codes) {
            for (double[] numbers : code.numbers().of(table)) {
                for (int row = 0; row < numbers.length; row++) {
                    values[row * width + column] = numbers[row];
                }
                column++;
            }
        }
        return Tensor.of(shape, values);
    }
}
