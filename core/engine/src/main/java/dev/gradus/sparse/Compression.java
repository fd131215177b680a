package dev.gradus.sparse;

import java.util.Arrays;

/**
 * Recovers all elements of a sparse matrix from few products. Each pass adds the lines of one color, rows as uᵀ·J or columns
 * as J·v, and each element of the matrix appears separately in one of these sums.
 */
public final class Compression {
    /** The lines that are added. */
    public enum Lines {
        /** Rows or columns, whichever need fewer passes. */
        FEWER,
        /** Rows. */
        ROWS,
        /** Columns. */
        COLUMNS
    }

    private final boolean byRows;
    private final int[][] lines;

    /** For each pass, the indices of the matrix elements that are read from it. */
    private final int[][] entries;

    /** And where in the sum each of them stands. */
    private final int[][] indices;

    /** @param mirroring whether an element may be read as its mirror image */
    private Compression(boolean byRows, int[] colors, boolean mirroring, int[][] pattern) {
        this.byRows = byRows;
        int passes = Arrays.stream(colors).max().orElse(-1) + 1;
        this.lines = grouped(colors, passes);
        int count = Arrays.stream(pattern).mapToInt(row -> row.length).sum();
        int[] passOf = new int[count];
        int[] placeOf = new int[count];
        int[] ofColor = new int[passes];
        int entry = 0;
        for (int row = 0; row < pattern.length; row++) {
            if (mirroring) {
                count(pattern[row], colors, ofColor, 1);
            }
            for (int column : pattern[row]) {
                boolean mirrored = mirroring && ofColor[colors[column]] > 1;
                passOf[entry] = colors[byRows || mirrored ? row : column];
                placeOf[entry++] = byRows || mirrored ? column : row;
            }
            if (mirroring) {
                count(pattern[row], colors, ofColor, -1);
            }
        }
        this.entries = grouped(passOf, passes);
        this.indices = new int[passes][];
        Arrays.setAll(
                indices,
                pass -> Arrays.stream(entries[pass]).map(each -> placeOf[each]).toArray());
    }

    private static void count(int[] columns, int[] colors, int[] ofColor, int by) {
        for (int column : columns) {
            ofColor[colors[column]] += by;
        }
    }

    /**
     * Creates the compression of any matrix.
     *
     * @param pattern for each row, the sorted columns of elements that may differ from 0
     */
    public static Compression of(int[][] pattern, int columns, Lines wanted) {
        int[][] transposed = Coloring.transposed(pattern, columns);
        // At least as many colors as the longest row has columns, and vice versa.
        boolean rowsFirst = wanted == Lines.ROWS
                || wanted == Lines.FEWER && Coloring.longest(transposed) < Coloring.longest(pattern);
        Compression first = rowsFirst ? byRows(pattern, transposed) : byColumns(pattern, columns);
        int leastOther = Coloring.longest(rowsFirst ? pattern : transposed);
        if (wanted != Lines.FEWER || leastOther >= first.passes()) {
            return first;
        }
        Compression second = rowsFirst ? byColumns(pattern, columns) : byRows(pattern, transposed);
        return second.passes() < first.passes() ? second : first;
    }

    private static Compression byRows(int[][] pattern, int[][] transposed) {
        return new Compression(true, Coloring.ofColumns(transposed, pattern.length), false, pattern);
    }

    private static Compression byColumns(int[][] pattern, int columns) {
        return new Compression(false, Coloring.ofColumns(pattern, columns), false, pattern);
    }

    /**
     * Creates the compression of a symmetric matrix, which needs fewer passes because elements may be read as their mirror
     * images.
     *
     * @param pattern a symmetric pattern
     */
    public static Compression symmetric(int[][] pattern) {
        Compression star = new Compression(false, Coloring.star(pattern), true, pattern);
        if (star.passes() <= Coloring.longest(pattern)) {
            return star;
        }
        Compression columns = byColumns(pattern, pattern.length); // a greedy coloring may need fewer colors
        return columns.passes() < star.passes() ? columns : star;
    }

    /** Returns the members of each group; lines without a group have a negative number. */
    static int[][] grouped(int[] groupOf, int groups) {
        int[][] members = new int[groups][];
        int[] sizes = new int[groups];
        for (int group : groupOf) {
            if (group >= 0) {
                sizes[group]++;
            }
        }
        Arrays.setAll(members, group -> new int[sizes[group]]);
        Arrays.fill(sizes, 0);
        for (int i = 0; i < groupOf.length; i++) {
            if (groupOf[i] >= 0) {
                members[groupOf[i]][sizes[groupOf[i]]++] = i;
            }
        }
        return members;
    }

    /** Returns whether rows are added, rather than columns. */
    public boolean byRows() {
        return byRows;
    }

    /** Returns the number of sums. */
    public int passes() {
        return lines.length;
    }

    /** Writes a value at the positions of all lines that a pass adds. */
    public void seed(int pass, double[] seed, double value) {
        for (int line : lines[pass]) {
            seed[line] = value;
        }
    }

    /** Copies the elements in the sum of a pass into the values of the matrix. */
    public void read(int pass, double[] sum, double[] values) {
        int[] of = entries[pass];
        int[] from = indices[pass];
        for (int i = 0; i < of.length; i++) {
            values[of[i]] = sum[from[i]];
        }
    }
}
