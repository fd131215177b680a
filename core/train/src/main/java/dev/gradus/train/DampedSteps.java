package dev.gradus.train;

import java.util.Map;
import java.util.TreeMap;

/** The steps d from x with (JᵀJ + µ D²) d = −Jᵀ r for any damping µ, and what bounds make of them. */
final class DampedSteps {
    /** The damping that does not matter, except for numbers that the residuals do not determine. */
    private static final double LEAST_DAMPING = 0x1p-60;

    private final double[] x;
    private final double[] scales;
    private final Bounds.Box box;
    private final Map<Integer, Double> held;
    private final int columns;
    private final Triangular triangle;

    /**
     * Factorizes J.
     *
     * @param scales the diagonal of D
     * @param held the steps of the numbers that are known, 0
     */
    DampedSteps(double[][] j, double[] r, double[] x, double[] scales, Bounds.Box box, Map<Integer, Double> held) {
        this.x = x;
        this.scales = scales;
        this.box = box;
        this.held = held;
        columns = x.length;
        double[][] a = new double[Math.max(j.length, columns)][columns];
        double[] b = new double[a.length];
        for (int row = 0; row < j.length; row++) {
            a[row] = j[row].clone();
            b[row] = -r[row];
        }
        triangle = new Triangular(a, b, columns);
    }

    /** An element of D; 1 for a number that no residual has depended on. */
    static double scale(double[] scales, int i) {
        return scales[i] > 0 ? scales[i] : 1;
    }

    /** Returns ‖D d‖. */
    double norm(double[] d) {
        double sum = 0;
        for (int i = 0; i < columns; i++) {
            sum += scale(scales, i) * d[i] * (scale(scales, i) * d[i]);
        }
        return Math.sqrt(sum);
    }

    /** Returns the damping of a step of at most about this norm, which decreases as the damping grows. */
    double damping(double most) {
        double low = LEAST_DAMPING, high = 1;
        if (norm(free(low)) <= 1.1 * most) {
            return low;
        }
        while (norm(free(high)) > most) {
            low = high;
            high *= 0x1p20;
        }
        while (high > 1.05 * low) {
            double mu = Math.sqrt(low) * Math.sqrt(high), norm = norm(free(mu));
            if (Math.abs(norm - most) <= 0.1 * most) {
                return mu;
            }
            low = norm > most ? mu : low;
            high = norm > most ? high : mu;
        }
        return high;
    }

    /** Returns the step as it would be without bounds, except for the numbers that are held. */
    double[] free(double mu) {
        return solution(mu, held);
    }

    /** Ends the step at the bounds that it crosses, and computes the other numbers of the step for that. */
    double[] bounded(double mu) {
        Map<Integer, Double> ended = new TreeMap<>(held);
        while (true) {
            double[] d = solution(mu, ended);
            int known = ended.size();
            for (int i = 0; i < columns; i++) {
                double nearest = box.nearest(i, x[i] + d[i]);
                if (nearest != x[i] + d[i] && !ended.containsKey(i)) {
                    ended.put(i, nearest - x[i]);
                }
            }
            if (ended.size() == known) {
                return d;
            }
        }
    }

    /** Computes the least-squares solution of R d = −Qᵀ r and √µ D d = 0 in which some numbers of d are known. */
    private double[] solution(double mu, Map<Integer, Double> known) {
        double[][] a = new double[2 * columns][columns];
        double[] b = new double[2 * columns];
        for (int i = 0; i < columns; i++) {
            triangle.copyRow(i, a[i]);
            b[i] = triangle.right(i);
            a[columns + i][i] = Math.sqrt(mu) * scale(scales, i);
        }
        known.forEach((i, value) -> {
            for (int row = 0; row < columns; row++) {
                b[row] -= a[row][i] * value;
                a[row][i] = 0;
            }
        });
        double[] d = new Triangular(a, b, columns).solution();
        known.forEach((i, value) -> d[i] = value);
        return d;
    }

    /** Returns x + d, where the bounds also absorb the rounding of a step that ends at one. */
    static double[] end(Bounds.Box box, double[] x, double[] d) {
        double[] next = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            next[i] = box.nearest(i, x[i] + d[i]);
        }
        return next;
    }
}
