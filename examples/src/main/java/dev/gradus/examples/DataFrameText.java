package dev.gradus.examples;

import dev.gradus.csv.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A table of numbers as pandas prints its DataFrame. */
final class DataFrameText {
    private static final int MOST_DECIMALS = 6;
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");

    private final List<Column> columns;
    private final int rows;

    /**
     * A column.
     *
     * @param whole whether its numbers are written without a decimal point: pandas' int64, otherwise float64
     */
    private record Column(String name, List<Double> values, boolean whole) {
        static Column of(Table table, String name) {
            return new Column(
                    name,
                    Arrays.stream(table.numbers(name)).boxed().toList(),
                    table.texts(name).stream()
                            .allMatch(text -> INTEGER.matcher(text).matches()));
        }

        String type() {
            return whole ? "int64" : "float64";
        }

        /** The first values with as many decimals as they need, at most six. */
        private List<String> first(int count) {
            List<BigDecimal> shown =
                    values.subList(0, count).stream().map(BigDecimal::valueOf).toList();
            int needed = shown.stream()
                    .mapToInt(value -> value.stripTrailingZeros().scale())
                    .max()
                    .orElse(0);
            int decimals = whole ? 0 : Math.max(1, Math.min(needed, MOST_DECIMALS));
            return shown.stream()
                    .map(value ->
                            value.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString())
                    .toList();
        }
    }

    /** These columns of a table, all of numbers. */
    DataFrameText(Table table, String... names) {
        columns = Arrays.stream(names).map(name -> Column.of(table, name)).toList();
        rows = table.rows();
    }

    /** The first five rows, as {@code print(df.head())} shows them: each with its index, in columns set right. */
    String head() {
        int count = Math.min(5, rows);
        List<List<String>> cells = new ArrayList<>();
        List<String> index = new ArrayList<>(List.of(""));
        for (int row = 0; row < count; row++) {
            index.add(Integer.toString(row));
        }
        cells.add(index);
        for (Column column : columns) {
            List<String> cell = new ArrayList<>(List.of(column.name()));
            cell.addAll(column.first(count));
            cells.add(cell);
        }
        String[] lines = new String[count + 1];
        Arrays.fill(lines, "");
        for (List<String> column : cells) {
            int width = column.stream().mapToInt(String::length).max().orElse(0);
            String gap = column == index ? "" : "  ";
            for (int row = 0; row <= count; row++) {
                String cell = column.get(row);
                lines[row] += gap + " ".repeat(width - cell.length()) + cell;
            }
        }
        return String.join("\n", lines);
    }

    /** What {@code df.info()} says of such a table, in the words of the pandas of the lesson. */
    String info() {
        int width = columns.stream().mapToInt(c -> c.name().length()).max().orElse(0) + 4;
        Map<String, Integer> types = new TreeMap<>();
        StringBuilder text = new StringBuilder("<class 'pandas.core.frame.DataFrame'>\n");
        text.append("RangeIndex: %d entries, 0 to %d\n".formatted(rows, rows - 1));
        text.append("Data columns (total %d columns):\n".formatted(columns.size()));
        for (Column column : columns) {
            String name = column.name() + " ".repeat(width - column.name().length());
            text.append("%s%d non-null %s\n".formatted(name, rows, column.type()));
            types.merge(column.type(), 1, Integer::sum);
        }
        List<String> counts = types.entrySet().stream()
                .map(type -> type.getKey() + "(" + type.getValue() + ")")
                .toList();
        text.append("dtypes: ").append(String.join(", ", counts)).append('\n');
        return text.append("memory usage: ").append(memory()).toString();
    }

    /** Eight bytes a number, and 128 for pandas' index. */
    private String memory() {
        double size = 8.0 * rows * columns.size() + 128;
        List<String> units = List.of("bytes", "KB", "MB", "GB");
        int unit = 0;
        while (size >= 1024) {
            size /= 1024;
            unit++;
        }
        return BigDecimal.valueOf(size).setScale(1, RoundingMode.HALF_EVEN) + " " + units.get(unit);
    }
}
