package dev.gradus.sparse;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Colours for the columns of a matrix, few, by which its elements can be told from the sums of all columns of a colour.
 * They are given one by one, to columns with many elements first, each the lowest colour that is free. To find the fewest
 * is NP-hard. (A. H. Gebremedhin, F. Manne and A. Pothen, "What color is your Jacobian?", SIAM Review 47, 2005.)
 */
final class Colouring {
    private static final int NONE = -1;

    private Colouring() {}

    /** Columns of one colour have no row in common. */
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
     * A star colouring of a symmetric matrix: neighbours, which have an element at their crossing, differ, and so do at
     * least three of four columns in a chain of neighbours. Then each element can be read from the sum of a colour in
     * its own row or in that of its mirror image.
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

    /** Whether x has a neighbour other than w of w's colour: then v of x's colour would end a chain of two colours. */
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

    /** Marks are index + 1 of the column that forbids, so that they need not be cleared. */
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

    /** For each column its rows. */
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
