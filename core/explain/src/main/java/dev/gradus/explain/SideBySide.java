package dev.gradus.explain;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints small matrices side by side, each below its name. Of large ones it prints the corners and the number of omitted
 * elements.
 */
final class SideBySide {
    private static final int MOST = 6;
    private static final int EDGE = 3;

    private SideBySide() {}

    record Panel(String title, List<String> lines) {
        int width() {
            return Math.max(
                    TextColumns.width(title),
                    lines.stream().mapToInt(TextColumns::width).max().orElse(0));
        }
    }

    static Panel sign(String sign) {
        return new Panel("", List.of(sign));
    }

    static Panel panel(String title, Tensor value) {
        Shape shape = value.shape();
        int columns = shape.isScalar() ? 1 : shape.size(-1);
        int rows = columns == 0 ? 0 : shape.elements() / columns;
        double[] values = value.toArray();
        List<List<String>> cells = new ArrayList<>();
        for (int row : shown(rows)) {
            List<String> line = new ArrayList<>();
            for (int column : shown(columns)) {
                line.add(row < 0 ? "⋮" : column < 0 ? "…" : NumberText.rounded(values[row * columns + column]));
            }
            cells.add(line);
        }
        List<String> lines = new ArrayList<>(aligned(cells));
        int leftOut = shape.elements() - visible(rows) * visible(columns);
        if (leftOut > 0) {
            lines.add(leftOut + " numbers left out");
        }
        return new Panel(title, lines);
    }

    private static int visible(int count) {
        return count <= MOST ? count : 2 * EDGE;
    }

    /** Returns the indices to show, with −1 in place of the omitted ones. */
    private static List<Integer> shown(int count) {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (count <= MOST || i < EDGE || i >= count - EDGE) {
                indices.add(i);
            } else if (i == EDGE) {
                indices.add(-1);
            }
        }
        return indices;
    }

    private static List<String> aligned(List<List<String>> cells) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : cells) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = cells.stream()
                        .mapToInt(other -> TextColumns.width(other.get(at)))
                        .max()
                        .orElse(0);
                line.append(column == 0 ? "" : "  ").append(TextColumns.right(row.get(column), width));
            }
            lines.add(line.toString());
        }
        return lines.isEmpty() ? List.of("(empty)") : lines;
    }

    static List<String> row(List<Panel> panels) {
        int height =
                panels.stream().mapToInt(panel -> panel.lines().size()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int line = -1; line < height; line++) {
            StringBuilder text = new StringBuilder();
            for (Panel panel : panels) {
                String part = line < 0
                        ? panel.title()
                        : line < panel.lines().size() ? panel.lines().get(line) : "";
                text.append(TextColumns.left(part, panel.width())).append("   ");
            }
            lines.add(text.toString().stripTrailing());
        }
        return lines;
    }
}
