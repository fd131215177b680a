package dev.gradus.testkit.function;

/** A Jacobian of which only the elements that are not always 0 are computed. */
public final class Sparse {
    private final int[] rows;
    private final int[] columns;

    /** A Jacobian with elements in these rows and columns. */
    public Sparse(int[] rows, int[] columns) {
        if (rows.length != columns.length) {
            throw new IllegalArgumentException("each element has a row and a column, but there are " + rows.length
                    + " rows and " + columns.length + " columns");
        }
        this.rows = rows.clone();
        this.columns = columns.clone();
    }

    /** All rows of a Jacobian of this size. Elements of the same place are added. */
    public double[][] rows(double[] elements, int height, int width) {
        if (elements.length != rows.length) {
            throw new IllegalArgumentException("the Jacobian has " + elements.length + " elements, but " + rows.length
                    + " rows and columns are given; there must be one element for each");
        }
        double[][] all = new double[height][width];
        for (int i = 0; i < elements.length; i++) {
            if (rows[i] < 0 || rows[i] >= height || columns[i] < 0 || columns[i] >= width) {
                throw new IllegalArgumentException("element " + i + " of the Jacobian is in row " + rows[i]
                        + " and column " + columns[i] + ", but the Jacobian is " + height + " × " + width);
            }
            all[rows[i]][columns[i]] += elements[i];
        }
        return all;
    }
}
