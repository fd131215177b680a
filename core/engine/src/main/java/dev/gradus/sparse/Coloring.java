package dev.gradus.sparse;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Colors the columns of a matrix with few colors, such that its elements can be recovered from the sums of all columns of a
 * color. The greedy algorithm visits columns with many elements first and uses the lowest available color; finding the
 * minimum is NP-hard. (A. H. Gebremedhin, F. Manne and A. Pothen, "What color is your Jacobian?", SIAM Review 47, 2005.)
 */
final class Coloring {
    private static final int NONE = -1;

    private Coloring() {}

    /** Colors the columns such that columns of one color have no row in common. */
    static int[] ofColumns(int[][] rows, int columns) {
        int[][] byColumn = transposed(rows, columns);
        int[] colors = uncolored(columns);
        if (longest(rows) == columns) { // all columns have a row in common
            Arrays.setAll(colors, column -> column);
            return colors;
        }
        int[] forbidden = new int[columns];
        for (int column : largestFirst(byColumn)) {
            for (int row : byColumn[column]) {
                for (int other : rows[row]) {
                    forbid(forbidden, colors[other], column);
                }
            }
            colors[column] = byColumn[column].length == 0 ? NONE : lowest(forbidden, column);
        }
        return colors;
    }

    /**
     * Computes a star coloring of a symmetric matrix. Neighbors, that is, columns with an element at their crossing, have
     * different colors, and any four columns in a chain of neighbors have at least three colors. Each element can then be
     * read from the sum of a color in its own row or in that of its mirror image.
     */
    static int[] star(int[][] rows) {
        int[] colors = uncolored(rows.length);
        int[] forbidden = new int[rows.length];
        for (int v : largestFirst(rows)) {
            for (int w : rows[v]) {
                if (w == v) {
                    continue;
                }
                forbid(forbidden, colors[w], v);
                for (int x : rows[w]) {
                    if (x != v && x != w && colors[x] != NONE && (colors[w] == NONE || leadsOn(rows, colors, w, x))) {
                        forbid(forbidden, colors[x], v);
                    }
                }
            }
            colors[v] = rows[v].length == 0 ? NONE : lowest(forbidden, v);
        }
        return colors;
    }

    /**
     * Returns whether x has a neighbor other than w of w's color. In that case v, with x's color, would complete a chain of
     * two colors.
     */
    private static boolean leadsOn(int[][] rows, int[] colors, int w, int x) {
        for (int y : rows[x]) {
            if (y != w && colors[y] == colors[w]) {
                return true;
            }
        }
        return false;
    }

    private static int[] uncolored(int count) {
        int[] colors = new int[count];
        Arrays.fill(colors, NONE);
        return colors;
    }

    /** Marks a color with index + 1 of the column that forbids it, so that marks need not be cleared. */
    private static void forbid(int[] forbidden, int color, int index) {
        if (color != NONE) {
            forbidden[color] = index + 1;
        }
    }

    private static int lowest(int[] forbidden, int index) {
        int color = 0;
        while (forbidden[color] == index + 1) {
            color++;
        }
        return color;
    }

    private static int[] largestFirst(int[][] sets) {
        return IntStream.range(0, sets.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> -sets[i].length))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    static int longest(int[][] sets) {
        return Arrays.stream(sets).mapToInt(set -> set.length).max().orElse(0);
    }

    static int[][] transposed(int[][] rows, int columns) {
        int[] lengths = new int[columns];
        for (int[] row : rows) {
            for (int column : row) {
                lengths[column]++;
            }
        }
        int[][] byColumn = new int[columns][];
        Arrays.setAll(byColumn, column -> new int[lengths[column]]);
        Arrays.fill(lengths, 0);
        for (int row = 0; row < rows.length; row++) {
            for (int column : rows[row]) {
                byColumn[column][lengths[column]++] = row;
            }
        }
        return byColumn;
    }
}
