package dev.gradus.playground.data;

import dev.gradus.tensor.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A pasted table of numbers. Columns are separated by commas, semicolons, tabs or spaces, and the first line may hold their
 * names. The last column is the target.
 */
public final class CsvText {
    /** Thrown for an invalid table, with the line and column of the invalid cell. */
    public static final class CsvProblem extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int line;
        private final int column;

        CsvProblem(int line, int column, String message) {
            super(message, null, false, false);
            this.line = line;
            this.column = column;
        }

        /** The line, counted from 1; 0 if the whole text is invalid. */
        int line() {
            return line;
        }

        int column() {
            return column;
        }

        /** The answer to a table that cannot be read. */
        public String json() {
            return Json.of(
                    Json.object("ok", false, "message", String.valueOf(getMessage()), "line", line, "column", column));
        }
    }

    private final List<String> names;
    private final List<double[]> rows;

    private CsvText(List<String> names, List<double[]> rows) {
        this.names = names;
        this.rows = rows;
    }

    /**
     * Reads a table.
     *
     * @throws CsvProblem if it is not a table of numbers
     */
    public static CsvText read(String text) {
        String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
        String[] lines = plain.split("\r\n|\r|\n", -1);
        List<String> names = List.of();
        List<double[]> rows = new ArrayList<>();
        String separator = "";
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].isBlank()) {
                continue;
            }
            boolean isFirst = rows.isEmpty() && names.isEmpty();
            separator = isFirst ? separator(lines[i]) : separator;
            List<String> cells = cells(lines[i], separator);
            if (cells.size() > DataSets.MOST_COLUMNS) {
                throw new CsvProblem(i + 1, 1, "A table can have at most " + DataSets.MOST_COLUMNS + " columns.");
            }
            if (isFirst && !isNumber(cells.get(0), separator) && !isNumber(cells.get(cells.size() - 1), separator)) {
                names = cells;
            } else {
                rows.add(row(cells, separator, i + 1, rows.isEmpty() ? names.size() : rows.get(0).length));
            }
            if (rows.size() > DataSets.MOST_ROWS) {
                throw new CsvProblem(i + 1, 1, "A table can have at most " + DataSets.MOST_ROWS + " rows.");
            }
        }
        if (rows.isEmpty()) {
            throw new CsvProblem(0, 0, "This text contains no numbers. Paste lines such as 0.5, 1.2, 1.");
        }
        if (rows.get(0).length < 2) {
            throw new CsvProblem(
                    0, 0, "One column is not enough: the last column is the target and the others are features.");
        }
        return new CsvText(names.isEmpty() ? numbered(rows.get(0).length) : names, rows);
    }

    private static List<String> numbered(int columns) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i < columns; i++) {
            names.add("x" + i);
        }
        names.add("y");
        return names;
    }

    /** The separator of a line: a semicolon, otherwise a tab, otherwise a comma, otherwise a space. */
    private static String separator(String line) {
        return line.contains(";") ? ";" : line.contains("\t") ? "\t" : line.contains(",") ? "," : " ";
    }

    private static List<String> cells(String line, String separator) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean isQuoted = false;
        String text = separator.equals(" ") ? line.strip().replaceAll(" +", " ") : line;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                isQuoted = !isQuoted;
            } else if (!isQuoted && separator.charAt(0) == c) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }

    private static double[] row(List<String> cells, String separator, int line, int wanted) {
        if (wanted > 0 && cells.size() != wanted) {
            throw new CsvProblem(
                    line, 1, "Line " + line + " has " + cells.size() + " cells, but the first has " + wanted + ".");
        }
        double[] row = new double[cells.size()];
        for (int i = 0; i < row.length; i++) {
            if (!isNumber(cells.get(i), separator)) {
                String cell = cells.get(i).length() > 20 ? cells.get(i).substring(0, 20) + "…" : cells.get(i);
                throw new CsvProblem(
                        line,
                        i + 1,
                        "Line " + line + ", column " + (i + 1) + ": "
                                + (cell.isEmpty() ? "the cell is empty" : "“" + cell + "” is not a number") + ".");
            }
            row[i] = Double.parseDouble(number(cells.get(i), separator));
        }
        return row;
    }

    /** Accepts a decimal comma, as in much of Europe, unless commas separate the columns. */
    private static String number(String cell, String separator) {
        String text = cell.replace('−', '-').toLowerCase(Locale.ROOT);
        return separator.equals(",") ? text : text.replace(',', '.');
    }

    private static boolean isNumber(String cell, String separator) {
        return number(cell, separator).matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(e[+-]?[0-9]{1,3})?")
                && Double.isFinite(Double.parseDouble(number(cell, separator)));
    }

    int rows() {
        return rows.size();
    }

    int columns() {
        return names.size();
    }

    List<String> names() {
        return List.copyOf(names);
    }

    double[] column(String name) {
        return column(names.indexOf(name));
    }

    double[] column(int index) {
        return rows.stream().mapToDouble(row -> row[index]).toArray();
    }

    double get(int row, int column) {
        return rows.get(row)[column];
    }
}
