package dev.gradus.kernel;

/** Arrays that are put one after the other along an axis, worked out once. */
public final class Concatenation {
    private final int[] runs;
    private final int rows;
    private final int row;

    private Concatenation(int rows, int[] runs) {
        this.rows = rows;
        this.runs = runs;
        int sum = 0;
        for (int run : runs) {
            sum += run;
        }
        this.row = sum;
    }

    /** Arrays with these sizes along the axis, whose other sizes are those given. */
    public static Concatenation along(int axis, int[] sizes, int... parts) {
        int inner = Axes.elements(sizes, axis + 1, sizes.length);
        int[] runs = new int[parts.length];
        for (int p = 0; p < parts.length; p++) {
            runs[p] = parts[p] * inner;
        }
        return new Concatenation(Axes.elements(sizes, 0, axis), runs);
    }

    /** Writes the parts in their order. */
    public void join(double[][] parts, double[] out) {
        int at = 0;
        for (int p = 0; p < parts.length; p++) {
            for (int r = 0; r < rows; r++) {
                System.arraycopy(parts[p], r * runs[p], out, r * row + at, runs[p]);
            }
            at += runs[p];
        }
    }
}
