package dev.gradus.sparse;

import java.util.Arrays;

/**
 * How all elements of a sparse matrix are found from few products. In each pass the lines of one colour are added, rows as
 * uᵀ·J or columns as J·v, and each element of the matrix stands somewhere in one of these sums.
 */
public final class Compression {
    /** What may be added. */
    public enum Lines {
        /** Rows or columns, which make fewer passes. */
        FEWER,
        /** Rows. */
        ROWS,
        /** Columns. */
        COLUMNS
    }

    private final boolean byRows;
    private final int[][] lines;

    /** For each pass the elements of the matrix that are read from it, by their place among all. */
    private final int[][] entries;

    /** And where in the sum each of them stands. */
    private final int[][] indices;

    /** @param mirroring whether an element may be read as its mirror image */
    private Compression(boolean byRows, int[] colours, boolean mirroring, int[][] pattern) {
        this.byRows = byRows;
        int passes = Arrays.stream(colours).max().orElse(-1) + 1;
        this.lines = grouped(colours, passes);
        int count = Arrays.stream(pattern).mapToInt(row -> row.length).sum();
        int[] passOf = new int[count];
        int[] placeOf = new int[count];
        int[] ofColour = new int[passes];
        int entry = 0;
        for (int row = 0; row < pattern.length; row++) {
            if (mirroring) {
                count(pattern[row], colours, ofColour, 1);
            }
            for (int column : pattern[row]) {
                boolean mirrored = mirroring && ofColour[colours[column]] > 1;
                passOf[entry] = colours[byRows || mirrored ? row : column];
                placeOf[entry++] = byRows || mirrored ? column : row;
            }
            if (mirroring) {
                count(pattern[row], colours, ofColour, -1);
            }
        }
        this.entries = grouped(passOf, passes);
        this.indices = new int[passes][];
        Arrays.setAll(
                indices,
                pass -> Arrays.stream(entries[pass]).map(each -> placeOf[each]).toArray());
    }

    private static void count(int[] columns, int[] colours, int[] ofColour, int by) {
        for (int column : columns) {
            ofColour[colours[column]] += by;
        }
    }

    /**
     * For any matrix.
     *
     * @param pattern for each row the columns where there may be an element, sorted
     */
    public static Compression of(int[][] pattern, int columns, Lines wanted) {
        int[][] transposed = Colouring.transposed(pattern, columns);
        // A colour for each column of the longest row at least, and the other way round.
        boolean rowsFirst = wanted == Lines.ROWS
                || wanted == Lines.FEWER && Colouring.longest(transposed) < Colouring.longest(pattern);
        Compression first = rowsFirst ? byRows(pattern, transposed) : byColumns(pattern, columns);
        int leastOther = Colouring.longest(rowsFirst ? pattern : transposed);
        if (wanted != Lines.FEWER || leastOther >= first.passes()) {
            return first;
        }
        Compression second = rowsFirst ? byColumns(pattern, columns) : byRows(pattern, transposed);
        return second.passes() < first.passes() ? second : first;
    }

    private static Compression byRows(int[][] pattern, int[][] transposed) {
        return new Compression(true, Colouring.ofColumns(transposed, pattern.length), false, pattern);
    }

    private static Compression byColumns(int[][] pattern, int columns) {
        return new Compression(false, Colouring.ofColumns(pattern, columns), false, pattern);
    }

    /**
     * For a symmetric matrix, whose elements may be read as their mirror images, so that it takes fewer passes.
     *
     * @param pattern symmetric too
     */
    public static Compression symmetric(int[][] pattern) {
        Compression star = new Compression(false, Colouring.star(pattern), true, pattern);
        if (star.passes() <= Colouring.longest(pattern)) {
            return star;
        }
        Compression columns = byColumns(pattern, pattern.length); // a greedy colouring may find fewer
        return columns.passes() < star.passes() ? columns : star;
    }

    /** For each group its members; what is in none has a negative number. */
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

    /** Whether rows are added, rather than columns. */
    public boolean byRows() {
        return byRows;
    }

    /** How many sums it takes. */
    public int passes() {
        return lines.length;
    }

    /** Writes a value at the places of all lines that are added in a pass. */
    public void seed(int pass, double[] seed, double value) {
        for (int line : lines[pass]) {
            seed[line] = value;
        }
    }

    /** Puts the elements that stand in the sum of a pass into the values of the matrix. */
    public void read(int pass, double[] sum, double[] values) {
        int[] of = entries[pass];
        int[] from = indices[pass];
        for (int i = 0; i < of.length; i++) {
            values[of[i]] = sum[from[i]];
        }
    }
}
