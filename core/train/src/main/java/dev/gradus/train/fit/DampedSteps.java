package dev.gradus.train.fit;

import java.util.Arrays;

/**
 * The steps d from x with (JᵀJ + µ D²) d = −Jᵀ r for any damping µ, and what bounds make of them. A step is written as z = D d / ‖r‖,
 * and A = J D⁻¹, so that nothing depends on units.
 */
public final class DampedSteps {
    private final double[] x;
    private final double[] units;
    private final Bounds.Box box;
    private final SingularRows rows;

    /**
     * Factorizes J.
     *
     * @param norm ‖r‖
     * @param scales the diagonal of D; 0 for a number that no residual has depended on
     */
    public DampedSteps(double[][] j, double[] r, double norm, double[] scales, double[] x, Bounds.Box box) {
        this.x = x;
        this.box = box;
        int columns = x.length;
        units = new double[columns];
        Arrays.setAll(units, i -> scales[i] > 0 ? norm / scales[i] : 0);
        double[][] a = new double[j.length][columns + 1];
        for (int row = 0; row < j.length; row++) {
            for (int i = 0; i < columns; i++) {
                a[row][i] = scales[i] > 0 ? j[row][i] / scales[i] : 0;
            }
            a[row][columns] = -r[row] / norm;
        }
        rows = new SingularRows(a, columns);
    }

    /** Returns the damping of a step z of about this norm, or 0 if the Gauss–Newton step is not longer. */
    public double damping(double norm) {
        return rows.damping(norm);
    }

    /** Returns z as it would be without bounds. */
    public double[] free(double mu) {
        return rows.solution(mu);
    }

    /** Ends the step at the bounds that it crosses, and computes the other numbers of the step for that. */
    public double[] bounded(double mu) {
        double[] ended = new double[x.length], z = free(mu);
        Arrays.fill(ended, Double.NaN);
        for (int i = 0; i < x.length; i++) { // each time at least one more ends
            boolean isInside = true;
            for (int k = 0; k < x.length; k++) {
                double next = x[k] + units[k] * z[k], nearest = box.nearest(k, next);
                if (nearest != next && Double.isNaN(ended[k])) {
                    ended[k] = (nearest - x[k]) / units[k];
                    isInside = false;
                }
            }
            if (isInside) {
                break;
            }
            z = rows.given(ended).solution(mu);
            for (int k = 0; k < x.length; k++) {
                z[k] = Double.isNaN(ended[k]) ? z[k] : ended[k];
            }
        }
        return z;
    }

    /** Returns the part of ½ ‖r‖² by which the step decreases it if r is linear, and its first-order term alone. */
    public double[] promise(double[] z) {
        double[] change = rows.change(z);
        return new double[] {-2 * change[0] - change[1], -2 * change[0]};
    }

    /** Returns d, the change of x by a step z. */
    public double[] change(double[] z) {
        double[] d = new double[x.length];
        Arrays.setAll(d, i -> units[i] * z[i]);
        return d;
    }

    /** Returns the end of the step, where the bounds also absorb the rounding of a step that ends at one. */
    public double[] end(double[] z) {
        double[] next = change(z);
        Arrays.setAll(next, i -> box.nearest(i, x[i] + next[i]));
        return next;
    }
}
