package dev.gradus.check;

/**
 * Richardson extrapolation: polynomials in h or h² extrapolate slopes over ever smaller steps h to h = 0, in Ridders'
 * tableau. The error of an entry is its distance from the two entries it was computed from, plus the rounding noise of its
 * slopes.
 *
 * <p>Sources: L. F. Richardson, "The deferred approach to the limit", 1927; C. J. F. Ridders, "Accurate computation of F′(x)
 * and F′(x) F″(x)", Advances in Engineering Software 4, 1982.
 */
final class Richardson {
    /** Two entries are consistent if they differ by at most this multiple of the sum of their errors. */
    private static final double CONSISTENT = 2;

    /** The number of finest rows that must agree; fewer may agree by chance. */
    private static final int WITNESSES = 3;

    /** After this number of extrapolations, the slopes of a smooth function change only by noise. */
    private static final int UNREST_COLUMN = 3;

    private final int order;
    private final int size;
    private final double[] steps;

    /** The tableau by rows; row r begins at r (r + 1) / 2 and has r + 1 entries. */
    private final double[] entries;

    /** 1 / (w − 1), where w is the ratio of the error at the coarser step to that at the finer step. */
    private final double[] shares;

    /**
     * @param order 1 if the error of the slopes is a series in h, as for one-sided slopes, or 2 if it is a series in h²
     * @param steps in decreasing order
     */
    Richardson(int order, double[] steps, double[] slopes) {
        this.order = order;
        this.size = steps.length;
        this.steps = steps;
        this.entries = new double[start(size)];
        this.shares = new double[start(size)];
        for (int row = 0; row < size; row++) {
            int at = start(row);
            entries[at] = slopes[row];
            for (int column = 1; column <= row; column++) {
                double share = 1 / (weight(row, column) - 1);
                double better = entries[at + column - 1];
                entries[at + column] = better + (better - entries[at - row + column - 1]) * share;
                shares[at + column] = share;
            }
        }
    }

    private static int start(int row) {
        return row * (row + 1) / 2;
    }

    private double entry(int row, int column) {
        return entries[start(row) + column];
    }

    private double weight(int row, int column) {
        double ratio = steps[row - column] / steps[row];
        return order == 1 ? ratio : ratio * ratio;
    }

    /**
     * Returns how much the extrapolated slopes changed with this step, because of noise or because the function is not
     * smooth at that scale.
     */
    double unrest(int row) {
        int column = Math.min(UNREST_COLUMN, row - 1);
        return Math.abs(entry(row, column) - entry(row - 1, column));
    }

    /**
     * Returns the best of the entries that agree with all finer ones. Coarse steps across a kink, a jump or a pole may agree
     * with each other but not with the fine ones.
     *
     * @param noise the noise of the slope in each row
     */
    Limit limit(double[] noise) {
        double[] values = new double[size];
        double[] errors = new double[size];
        double[] entryNoise = new double[size];
        for (int row = 0; row < size; row++) {
            addRow(row, entryNoise, noise[row]);
            findBestOfRow(row, entryNoise, values, errors);
        }
        int last = size - 1;
        int best = last;
        int row = last - 1;
        while (row > 0 && agrees(values, errors, row)) {
            best = errors[row] < errors[best] ? row : best;
            row--;
        }
        return new Limit(values[best], last - row >= WITNESSES ? errors[best] : Double.POSITIVE_INFINITY);
    }

    /** Replaces the noise of the entries of the row above by that of this row. */
    private void addRow(int row, double[] entryNoise, double noise) {
        int at = start(row);
        double left = noise;
        for (int column = 1; column <= row; column++) {
            double here =
                    left + (left + entryNoise[column - 1]) * shares[at + column]; // w / (w − 1) is 1 + 1 / (w − 1)
            entryNoise[column - 1] = left;
            left = here;
        }
        entryNoise[row] = left;
    }

    private void findBestOfRow(int row, double[] entryNoise, double[] values, double[] errors) {
        double best = entry(row, 0);
        double leastError = Double.POSITIVE_INFINITY;
        for (int column = 0; column <= row && row > 0; column++) {
            double error = entryNoise[column]
                    + (column == 0
                            ? Math.abs(entry(row, 0) - entry(row - 1, 0))
                            : Math.max(
                                    Math.abs(entry(row, column) - entry(row, column - 1)),
                                    Math.abs(entry(row, column) - entry(row - 1, column - 1))));
            if (error < leastError) {
                best = entry(row, column);
                leastError = error;
            }
        }
        values[row] = best;
        errors[row] = leastError;
    }

    private static boolean agrees(double[] values, double[] errors, int row) {
        for (int finer = row + 1; finer < values.length; finer++) {
            double apart = Math.abs(values[row] - values[finer]);
            if (!(apart <= CONSISTENT * (errors[row] + errors[finer]))) {
                return false;
            }
        }
        return true;
    }

    record Limit(double value, double error) {}
}
