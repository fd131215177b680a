package dev.gradus.explorer;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A tensor as tables of HTML, one for each of its matrices. Text has the notebook's own color, and shades let the paper show
 * through, so it can be read on light and on dark paper.
 */
final class ShownTable {
    private static final int MOST_ROWS = 12;
    private static final int MOST_COLUMNS = 12;
    private static final int MOST_MATRICES = 6;

    /** How much of the paper the largest number's shade hides. */
    private static final double DARKEST = 0.5;

    private static final String AMBER = "242,171,69", TEAL = "69,179,166";

    private final Shape shape;
    private final int rows;
    private final int columns;
    private final double[] numbers;
    private final double largest;
    private final StringBuilder html = new StringBuilder();

    ShownTable(Tensor tensor) {
        this.shape = tensor.shape();
        this.rows = Metrics.rows(shape);
        this.columns = Metrics.columns(shape);
        this.numbers = tensor.toArray();
        this.largest = IntStream.range(0, numbers.length)
                .mapToDouble(i -> Math.abs(numbers[i]))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    String html() {
        int size = rows * columns;
        int matrices = size == 0 ? 0 : numbers.length / size;
        html.append("<div><p>").append(SvgWriter.escaped(shape.toString())).append("</p>");
        int[] shown = shown(matrices, MOST_MATRICES);
        for (int i = 0; i < shown.length; i++) {
            if (i > 0 && shown[i] > shown[i - 1] + 1) {
                html.append("<p>").append(shown[i] - shown[i - 1] - 1).append(" left out</p>");
            }
            matrix(shown[i], matrices);
        }
        return html.append("</div>").toString();
    }

    /** The first and the last places of an axis that is longer than can be shown. */
    private static int[] shown(int size, int most) {
        return size <= most
                ? IntStream.range(0, size).toArray()
                : IntStream.range(0, size)
                        .filter(place -> place < most / 2 || place >= size - most / 2)
                        .toArray();
    }

    private void matrix(int matrix, int of) {
        html.append("<table style=\"border-collapse:collapse;font:13px monospace;margin:4px 0\">");
        if (of > 1) {
            html.append("<caption>").append(place(matrix)).append("</caption>");
        }
        int[] shown = shown(rows, MOST_ROWS);
        for (int i = 0; i < shown.length; i++) {
            boolean gap = i > 0 && shown[i] > shown[i - 1] + 1;
            if (gap) {
                html.append("<tr>");
                row(matrix, -1);
                html.append("</tr>");
            }
            html.append("<tr>");
            row(matrix, shown[i]);
            html.append("</tr>");
        }
        html.append("</table>");
    }

    /** The indices of a matrix, counted from 1. */
    private String place(int matrix) {
        StringBuilder place = new StringBuilder();
        int[] index = shape.index(matrix * rows * columns);
        for (int axis = 0; axis < shape.rank() - 2; axis++) {
            place.append(axis > 0 ? ", " : "").append(index[axis] + 1);
        }
        return place.append(", :, :").toString();
    }

    /** A row, or where rows are left out a row of dots. */
    private void row(int matrix, int row) {
        int[] shown = shown(columns, MOST_COLUMNS);
        for (int i = 0; i < shown.length; i++) {
            if (i > 0 && shown[i] > shown[i - 1] + 1) {
                html.append("<td style=\"padding:2px 8px\">⋯</td>");
            }
            if (row < 0) {
                html.append("<td style=\"text-align:right;padding:2px 8px\">⋮</td>");
            } else {
                cell(numbers[(matrix * rows + row) * columns + shown[i]]);
            }
        }
    }

    private void cell(double value) {
        double share = largest == 0 || !Double.isFinite(value) ? 0 : Math.sqrt(Math.abs(value) / largest);
        html.append(String.format(
                        Locale.ROOT,
                        "<td style=\"text-align:right;padding:2px 8px;background:rgba(%s,%.2f)\" title=\"",
                        value > 0 ? AMBER : TEAL,
                        DARKEST * share))
                .append(value)
                .append("\">")
                .append(Numbers.text(value))
                .append("</td>");
    }
}
