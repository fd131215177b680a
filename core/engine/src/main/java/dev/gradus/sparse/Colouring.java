package dev.gradus.sparse;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Colors the columns of a matrix with few colors, such that its elements can be recovered from the sums of all columns of a
 * color. The greedy algorithm visits columns with many elements first and uses the lowest available color; finding the
 * minimum is NP-hard. (A. H. Gebremedhin, F. Manne and A. Pothen, "What color is your Jacobian?", SIAM Review 47, 2005.)
 */
final class Colouring {
    private static final int NONE = -1;

    private Colouring() {}

    /** Colors the columns such that columns of one color have no row in common. */
    static int[] ofColumns(int[][] rows, int columns) {
        int[][] byColumn = transposed(rows, columns);
        int[] colours = uncoloured(columns);
        if (longest(rows) == columns) { // all columns have a row in common
            Arrays.setAll(colours, column -> column);
            return colours;
        }
        int[] forbidden = new int[columns];
        for (int column : largestFirst(byColumn)) {
            for (int row : byColumn[column]) {
                for (int other : rows[row]) {
                    forbid(forbidden, colours[other], column);
                }
            }
            colours[column] = byColumn[column].length == 0 ? NONE : lowest(forbidden, column);
        }
        return colours;
    }

    /**
     * Computes a star coloring of a symmetric matrix. Neighbors, that is, columns with an element at their crossing, have
     * different colors, and any four columns in a chain of neighbors have at least three colors. Each element can then be
     * read from the sum of a color in its own row or in that of its mirror image.
     */
    static int[] star(int[][] rows) {
        int[] colours = uncoloured(rows.length);
        int[] forbidden = new int[rows.length];
        for (int v : largestFirst(rows)) {
            for (int w : rows[v]) {
                if (w == v) {
                    continue;
                }
                forbid(forbidden, colours[w], v);
                for (int x : rows[w]) {
                    if (x != v
                            && x != w
                            && colours[x] != NONE
                            && (colours[w] == NONE || leadsOn(rows, colours, w, x))) {
                        forbid(forbidden, colours[x], v);
                    }
                }
            }
            colours[v] = rows[v].length == 0 ? NONE : lowest(forbidden, v);
        }
        return colours;
    }

    /**
     * Returns whether x has a neighbor other than w of w's color. In that case v, with x's color, would complete a chain of
     * two colors.
     */
    private static boolean leadsOn(int[][] rows, int[] colours, int w, int x) {
        for (int y : rows[x]) {
            if (y != w && colours[y] == colours[w]) {
                return true;
            }
        }
        return false;
    }

    private static int[] uncoloured(int count) {
        int[] colours = new int[count];
        Arrays.fill(colours, NONE);
        return colours;
    }

    /** Marks a color with index + 1 of the column that forbids it, so that marks need not be cleared. */
    private static void forbid(int[] forbidden, int colour, int index) {
        if (colour != NONE) {
            forbidden[colour] = index + 1;
        }
    }

    private static int lowest(int[] forbidden, int index) {
        int colour = 0;
        while (forbidden[colour] == index + 1) {
            colour++;
        }
        return colour;
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
