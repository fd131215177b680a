package dev.gradus.csv;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The lines of a CSV file, as text in named columns. Immutable.
 *
 * <p>A column becomes numbers where they are asked for: then each of its fields must be a finite number, written in decimals,
 * perhaps with an exponent.
 */
public final class Table {
    /** Each digit can match in one way only, so that matching takes linear time. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    private final String file;
    private final List<String> names;
    private final Map<String, Integer> places;
    private final String[][] rows;
    private final long[] lines;

    /**
     * Takes the collections over.
     *
     * @param places the index of each column by its name
     */
    Table(String file, List<String> names, Map<String, Integer> places, String[][] rows, long[] lines) {
        this.file = file;
        this.names = names;
        this.places = places;
        this.rows = rows;
        this.lines = lines;
    }

    /** The columns' names, in the file's order. */
    public List<String> names() {
        return names;
    }

    /** The number of rows: lines without the first. */
    public int rows() {
        return rows.length;
    }

    /**
     * The rows at these places, one after the other, such as those of a {@link dev.gradus.data.Split}.
     *
     * @throws IndexOutOfBoundsException if there is no row at one of them
     */
    public Table select(int... places) {
        Objects.requireNonNull(places, "places");
        for (int place : places) {
            Objects.checkIndex(place, rows.length);
        }
        return new Table(
                file,
                names,
                this.places,
                Arrays.stream(places).mapToObj(place -> rows[place]).toArray(String[][]::new),
                Arrays.stream(places).mapToLong(place -> lines[place]).toArray());
    }

    /**
     * A column as it is written, without spaces around.
     *
     * @throws CsvException if there is no such column
     */
    public List<String> texts(String column) {
        int place = place(column);
        return Stream.of(rows).map(row -> row[place]).toList();
    }

    /**
     * The different texts of a column, sorted: as numbers if all are numbers, else letter by letter.
     *
     * @throws CsvException if there is no such column, or a field is empty
     */
    public List<String> categories(String column) {
        return Categories.sorted(checkedTexts(column));
    }

    /** @throws CsvException if there is no such column, or a field is empty */
    TreeSet<String> checkedTexts(String column) {
        int place = place(column);
        TreeSet<String> texts = new TreeSet<>();
        for (int row = 0; row < rows.length; row++) {
            if (rows[row][place].isEmpty()) {
                throw wrong(row, place, "the field is empty");
            }
            texts.add(rows[row][place]);
        }
        return texts;
    }

    /**
     * A column of numbers.
     *
     * @throws CsvException if there is no such column, or a field is no finite number
     */
    public double[] numbers(String column) {
        int place = place(column);
        double[] numbers = new double[rows.length];
        for (int row = 0; row < rows.length; row++) {
            String text = rows[row][place];
            if (text.isEmpty()) {
                throw wrong(row, place, "the field is empty");
            }
            numbers[row] = isNumber(text) ? Double.parseDouble(text) : Double.NaN;
            if (!Double.isFinite(numbers[row])) {
                throw wrong(row, place, Texts.quoted(text) + " is not a finite number");
            }
        }
        return numbers;
    }

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /**
     * Columns of numbers beside each other, of shape (rows, columns).
     *
     * @throws CsvException if there is no such column, or a field is no finite number
     */
    public Tensor tensor(String... columns) {
        Objects.requireNonNull(columns, "columns");
        Shape shape = Shape.of(rows.length, columns.length);
        double[] values = new double[shape.elements()];
        for (int column = 0; column < columns.length; column++) {
            double[] numbers = numbers(columns[column]);
            for (int row = 0; row < rows.length; row++) {
                values[row * columns.length + column] = numbers[row];
            }
        }
        return Tensor.of(shape, values);
    }

    /**
     * For each row the number of its text in this list.
     *
     * @throws CsvException if there is no such column, or a field is none of these texts
     */
    int[] indices(String column, List<String> texts) {
        int place = place(column);
        Map<String, Integer> numbers = new HashMap<>();
        texts.forEach(text -> numbers.put(text, numbers.size()));
        int[] indices = new int[rows.length];
        for (int row = 0; row < rows.length; row++) {
            indices[row] = numbers.getOrDefault(rows[row][place], -1);
            if (indices[row] < 0) {
                throw wrong(
                        row,
                        place,
                        rows[row][place].isEmpty()
                                ? "the field is empty"
                                : Texts.quoted(rows[row][place]) + " is none of " + Categories.listed(texts));
            }
        }
        return indices;
    }

    private int place(String column) {
        Integer place = places.get(Objects.requireNonNull(column, "column"));
        if (place == null) {
            throw new CsvException(file + ", line 1: there is no column " + Texts.quoted(column) + " among "
                    + Categories.listed(names));
        }
        return place;
    }

    private CsvException wrong(int row, int place, String what) {
        return new CsvException(place(file, lines[row], place, names.get(place)) + ": " + what);
    }

    /** {@code students.csv, line 3, column 2 (gre)}. */
    static String place(String file, long line, int place, String column) {
        return file + ", line " + line + ", column " + (place + 1)
                + (column.isEmpty() ? "" : " (" + Texts.plain(column) + ")");
    }

    /** The file's name. */
    String file() {
        return file;
    }

    /** {@code students.csv: 400 rows of admit, gre, gpa, rank}. */
    @Override
    public String toString() {
        return file + ": " + rows.length + " rows of " + Categories.listed(names);
    }
}
