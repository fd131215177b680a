package dev.gradus.csv;

import dev.gradus.tensor.Json;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The lines of a CSV file, or rows created in code, as texts in named columns. Immutable.
 *
 * <pre>{@code
 * Table table = Table.of().with("gre", 380, 660).with("city", "Bonn", "Köln");
 * }</pre>
 *
 * <p>A column is converted to numbers on demand. Each of its fields must then be a finite decimal number, possibly with
 * an exponent. An empty field is a missing value.
 */
public final class Table {
    /** Each digit can match in only one way, so matching takes linear time. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    /** Replaces the file name in messages about tables created in code. */
    private static final String IN_CODE = "table";

    private final String file;
    private final List<String> names;
    private final Map<String, Integer> places;
    private final String[][] rows;
    private final long[] lines;

    /**
     * Keeps the collections without copying them.
     *
     * @param places the index of each column by its name
     * @param lines the line number of each row in the file; empty for a table created in code
     */
    Table(String file, List<String> names, Map<String, Integer> places, String[][] rows, long[] lines) {
        this.file = file;
        this.names = names;
        this.places = places;
        this.rows = rows;
        this.lines = lines;
    }

    /** Creates a table without columns, to which columns can be added: {@code Table.of().with("gre", 380, 660)}. */
    public static Table of() {
        return new Table(IN_CODE, List.of(), Map.of(), new String[0][], new long[0]);
    }

    /**
     * Creates a table from a matrix of shape (rows, columns).
     *
     * @param columns the names, from left to right
     * @throws IllegalArgumentException if the number of names differs from the number of columns, or a name is empty or
     *     repeated
     */
    public static Table of(Tensor matrix, String... columns) {
        Objects.requireNonNull(matrix, "matrix");
        Objects.requireNonNull(columns, "columns");
        Shape shape = matrix.shape();
        if (shape.rank() != 2 || shape.size(1) != columns.length) {
            throw new IllegalArgumentException(
                    "Table: " + columns.length + " columns are named, so the tensor must have the" + " shape (rows, "
                            + columns.length + "), but it is " + shape);
        }
        int width = columns.length;
        double[] values = matrix.toArray();
        Table table = of();
        for (int column = 0; column < width; column++) {
            int first = column;
            double[] numbers = new double[shape.size(0)];
            Arrays.setAll(numbers, row -> values[row * width + first]);
            table = table.with(columns[column], numbers);
        }
        return table;
    }

    /**
     * Returns this table with an additional column of numbers. NaN is a missing value.
     *
     * @throws IllegalArgumentException if the name is empty or already used, the number of rows differs, or a number is
     *     infinite
     */
    public Table with(String column, double... numbers) {
        Objects.requireNonNull(numbers, "numbers");
        return with(
                column,
                Arrays.stream(numbers)
                        .mapToObj(number -> {
                            if (Double.isInfinite(number)) {
                                throw new IllegalArgumentException(
                                        "Table: the column " + Texts.quoted(column) + " has an infinite number");
                            }
                            return Double.isNaN(number) ? "" : Json.shortest(number);
                        })
                        .toArray(String[]::new));
    }

    /**
     * Returns this table with an additional column of texts. Surrounding spaces are removed; an empty text is a missing
     * value.
     *
     * @throws IllegalArgumentException if the name is empty or already used, or the number of rows differs
     */
    public Table with(String column, String... texts) {
        String name = Objects.requireNonNull(column, "column").strip();
        Objects.requireNonNull(texts, "texts");
        if (name.isEmpty() || places.containsKey(name)) {
            throw new IllegalArgumentException("Table: the column's name " + Texts.quoted(name)
                    + (name.isEmpty() ? " is empty" : " is there already; choose another one"));
        }
        if (!names.isEmpty() && texts.length != rows.length) {
            throw new IllegalArgumentException("Table: the column " + Texts.quoted(name) + " has " + texts.length
                    + " fields, but " + Texts.quoted(names.get(0)) + " has " + rows.length);
        }
        int width = names.size();
        String[][] wider = new String[texts.length][];
        for (int row = 0; row < texts.length; row++) {
            wider[row] = names.isEmpty() ? new String[1] : Arrays.copyOf(rows[row], width + 1);
            wider[row][width] = Objects.requireNonNull(texts[row], "text").strip();
        }
        Map<String, Integer> all = new HashMap<>(places);
        all.put(name, width);
        return new Table(file, Stream.concat(names.stream(), Stream.of(name)).toList(), all, wider, lines);
    }

    /** Returns the names of the columns in the order of the file. */
    public List<String> names() {
        return names;
    }

    /** Returns the number of rows, without the header. */
    public int rows() {
        return rows.length;
    }

    /**
     * Returns the rows at these indices in this order, such as those of a {@link dev.gradus.data.Split}.
     *
     * @throws IndexOutOfBoundsException if an index is out of range
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
                lines.length == 0
                        ? lines
                        : Arrays.stream(places).mapToLong(place -> lines[place]).toArray());
    }

    /** Returns this table with empty fields replaced by these texts, by column. */
    Table imputed(Map<String, String> texts) {
        String[][] filled = rows.clone();
        texts.forEach((column, text) -> {
            int place = place(column);
            for (int row = 0; row < filled.length; row++) {
                if (filled[row][place].isEmpty()) {
                    filled[row] = filled[row] == rows[row] ? rows[row].clone() : filled[row];
                    filled[row][place] = text;
                }
            }
        });
        return new Table(file, names, places, filled, lines);
    }

    /**
     * Returns the texts of a column, without surrounding spaces.
     *
     * @throws CsvException if there is no such column
     */
    public List<String> texts(String column) {
        int place = place(column);
        return Stream.of(rows).map(row -> row[place]).toList();
    }

    /**
     * Returns the distinct texts of a column, sorted as numbers if all of them are numbers, otherwise alphabetically.
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
                throw empty(row, place);
            }
            texts.add(rows[row][place]);
        }
        return texts;
    }

    /**
     * Returns the numbers of a column.
     *
     * @throws CsvException if there is no such column, or a field is not a finite number
     */
    public double[] numbers(String column) {
        int place = place(column);
        double[] numbers = new double[rows.length];
        for (int row = 0; row < rows.length; row++) {
            numbers[row] = number(row, place);
        }
        return numbers;
    }

    /** Returns the numbers of a column without its empty fields. */
    double[] presentNumbers(String column) {
        int place = place(column);
        return IntStream.range(0, rows.length)
                .filter(row -> !rows[row][place].isEmpty())
                .mapToDouble(row -> number(row, place))
                .toArray();
    }

    private double number(int row, int place) {
        String text = rows[row][place];
        if (text.isEmpty()) {
            throw empty(row, place);
        }
        double number = isNumber(text) ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw wrong(row, place, Texts.quoted(text) + " is not a finite number");
        }
        return number;
    }

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /**
     * Returns several columns of numbers as a tensor of shape (rows, columns).
     *
     * @throws CsvException if there is no such column, or a field is not a finite number
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
     * Returns the index of each row's text in this list.
     *
     * @param hasUnknown whether other texts are accepted and get the index after the last one
     * @throws CsvException if there is no such column, a field is empty, or a text is not in the list and {@code
     *     hasUnknown} is false
     */
    int[] indices(String column, List<String> texts, boolean hasUnknown) {
        int place = place(column);
        Map<String, Integer> numbers = new HashMap<>();
        texts.forEach(text -> numbers.put(text, numbers.size()));
        int[] indices = new int[rows.length];
        for (int row = 0; row < rows.length; row++) {
            String text = rows[row][place];
            if (text.isEmpty()) {
                throw empty(row, place);
            }
            if (!hasUnknown && !numbers.containsKey(text)) {
                throw wrong(row, place, Texts.quoted(text) + " is none of " + Categories.listed(texts));
            }
            indices[row] = numbers.getOrDefault(text, texts.size());
        }
        return indices;
    }

    private int place(String column) {
        Integer place = places.get(Objects.requireNonNull(column, "column"));
        if (place == null) {
            throw new CsvException(file + (file.equals(IN_CODE) ? "" : ", line 1") + ": there is no column "
                    + Texts.quoted(column) + " among " + Categories.listed(names));
        }
        return place;
    }

    private CsvException empty(int row, int place) {
        return wrong(row, place, "the field is empty");
    }

    private CsvException wrong(int row, int place, String what) {
        String where = lines.length == 0
                ? file + ", row index " + row + ", column " + Texts.plain(names.get(place))
                : place(file, lines[row], place, names.get(place));
        return new CsvException(where + ": " + what);
    }

    /** Describes a field, as in {@code students.csv, line 3, column 2 (gre)}. */
    static String place(String file, long line, int place, String column) {
        return file + ", line " + line + ", column " + (place + 1)
                + (column.isEmpty() ? "" : " (" + Texts.plain(column) + ")");
    }

    /** Returns the file name. */
    String file() {
        return file;
    }

    /** Returns a summary such as {@code students.csv: 400 rows of admit, gre, gpa, rank}. */
    @Override
    public String toString() {
        return file + ": " + rows.length + " rows of " + Categories.listed(names);
    }
}
