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
    private final double[] steps;
    private final double[][] entries;

    /** 1 / (w − 1), where w is the ratio of the error at the coarser step to that at the finer step. */
    private final double[][] shares;

    /**
     * @param order 1 if the error of the slopes is a series in h, as for one-sided slopes, or 2 if it is a series in h²
     * @param steps in decreasing order
     */
    Richardson(int order, double[] steps, double[] slopes) {
        this.order = order;
        this.steps = steps;
        this.entries = new double[steps.length][];
        this.shares = new double[steps.length][];
        for (int row = 0; row < steps.length; row++) {
            entries[row] = new double[row + 1];
            shares[row] = new double[row + 1];
            entries[row][0] = slopes[row];
            for (int column = 1; column <= row; column++) {
                double share = 1 / (weight(row, column) - 1);
                double better = entries[row][column - 1];
                entries[row][column] = better + (better - entries[row - 1][column - 1]) * share;
                shares[row][column] = share;
            }
        }
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
        return Math.abs(entries[row][column] - entries[row - 1][column]);
    }

    /**
     * Returns the best of the entries that agree with all finer ones. Coarse steps across a kink, a jump or a pole may agree
     * with each other but not with the fine ones.
     *
     * @param noise the noise of the slope in each row
     */
    Limit limit(double[] noise) {
        int last = steps.length - 1;
        Limit[] rows = new Limit[steps.length];
        double[] entryNoise = new double[0];
        for (int row = 0; row <= last; row++) {
            entryNoise = entryNoise(row, entryNoise, noise[row]);
            rows[row] = bestOfRow(row, entryNoise);
        }
        Limit best = rows[last];
        int row = last - 1;
        while (row > 0 && agrees(rows, row)) {
            best = rows[row].error < best.error ? rows[row] : best;
            row--;
        }
        return last - row >= WITNESSES ? best : new Limit(best.value, Double.POSITIVE_INFINITY);
    }

    private double[] entryNoise(int row, double[] above, double noise) {
        double[] result = new double[row + 1];
        result[0] = noise;
        for (int column = 1; column <= row; column++) {
            double share = shares[row][column]; // w / (w − 1) is 1 + 1 / (w − 1)
            result[column] = result[column - 1] + (result[column - 1] + above[column - 1]) * share;
        }
        return result;
    }

    private Limit bestOfRow(int row, double[] entryNoise) {
        double best = entries[row][0];
        double leastError = Double.POSITIVE_INFINITY;
        for (int column = 0; column <= row && row > 0; column++) {
            double error = entryNoise[column]
                    + (column == 0
                            ? Math.abs(entries[row][0] - entries[row - 1][0])
                            : Math.max(
                                    Math.abs(entries[row][column] - entries[row][column - 1]),
                                    Math.abs(entries[row][column] - entries[row - 1][column - 1])));
            if (error < leastError) {
                best = entries[row][column];
                leastError = error;
            }
        }
        return new Limit(best, leastError);
    }

    private static boolean agrees(Limit[] rows, int row) {
        for (int finer = row + 1; finer < rows.length; finer++) {
            double apart = Math.abs(rows[row].value - rows[finer].value);
            if (!(apart <= CONSISTENT * (rows[row].error + rows[finer].error))) {
                return false;
            }
        }
        return true;
    }

    record Limit(double value, double error) {}
}
