package dev.gradus.train.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The quadratic model gᵀ d + ½ dᵀ B d of a loss, with the limited-memory matrix of the last changes s of x and y of the
 * gradient in compact form:
 *
 * <pre>
 * B = θ I − W M Wᵀ,  W = (Y  θ S),  M⁻¹ = ( −D    Lᵀ  )
 *                                         (  L   θ SᵀS )
 * </pre>
 *
 * <p>where D is the diagonal of SᵀY and L its part below. Names are those of Byrd, Lu, Nocedal and Zhu (1995).
 */
public final class BoundedModel {
    private final int history;
    private final List<double[]> s = new ArrayList<>();
    private final List<double[]> y = new ArrayList<>();
    private double theta = 1;

    /** @param history the greatest number of changes that it remembers */
    public BoundedModel(int history) {
        this.history = history;
    }

    /** Whether it has no changes yet. */
    public boolean isEmpty() {
        return s.isEmpty();
    }

    /** Adds a change of x and that of the gradient, in place of the oldest one if the history is full. */
    public void add(double[] change, double[] ofGradient) {
        if (s.size() == history) {
            s.remove(0);
            y.remove(0);
        }
        s.add(change);
        y.add(ofGradient);
        theta = Vectors.dot(ofGradient, ofGradient) / Vectors.dot(change, ofGradient);
    }

    /** Row i of W. */
    private double[] w(int i) {
        int k = s.size();
        double[] row = new double[2 * k];
        for (int j = 0; j < k; j++) {
            row[j] = y.get(j)[i];
            row[k + j] = theta * s.get(j)[i];
        }
        return row;
    }

    private double[][] inverseOfM() {
        int k = s.size();
        double[][] matrix = new double[2 * k][2 * k];
        for (int row = 0; row < k; row++) {
            matrix[row][row] = -Vectors.dot(s.get(row), y.get(row));
            for (int column = 0; column < k; column++) {
                matrix[k + row][k + column] = theta * Vectors.dot(s.get(row), s.get(column));
                if (column < row) {
                    matrix[k + row][column] = Vectors.dot(s.get(row), y.get(column));
                    matrix[column][k + row] = matrix[k + row][column];
                }
            }
        }
        return matrix;
    }

    /** Solves a system by elimination with row exchanges. */
    private static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        double[][] a = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        double[] x = right.clone();
        for (int k = 0; k < n; k++) {
            int column = k;
            int pivot = IntStream.range(k, n)
                    .boxed()
                    .max(Comparator.comparingDouble(row -> Math.abs(a[row][column])))
                    .orElseThrow();
            double[] row = a[pivot];
            a[pivot] = a[k];
            a[k] = row;
            double value = x[pivot];
            x[pivot] = x[k];
            x[k] = value;
            for (int below = k + 1; below < n; below++) {
                double factor = a[below][k] / a[k][k];
                for (int i = k; i < n; i++) {
                    a[below][i] -= factor * a[k][i];
                }
                x[below] -= factor * x[k];
            }
        }
        for (int k = n - 1; k >= 0; k--) {
            for (int i = k + 1; i < n; i++) {
                x[k] -= a[k][i] * x[i];
            }
            x[k] /= a[k][k];
        }
        return x;
    }

    /** Returns a point within the bounds at which the model is lower than at x. */
    public double[] minimum(double[] x, double[] g, Bounds.Box box) {
        if (s.isEmpty()) {
            theta = Vectors.norm(g); // so that the first step has the length 1, whatever the unit of the loss
        }
        double[] c = new double[2 * s.size()]; // Wᵀ (cauchy − x)
        double[][] inverseOfM = inverseOfM();
        double[] cauchy = cauchy(x, g, box, inverseOfM, c);
        int[] free = IntStream.range(0, x.length)
                .filter(i -> cauchy[i] > box.lower()[i] && cauchy[i] < box.upper()[i])
                .toArray();
        return s.isEmpty() || free.length == 0 ? cauchy : inSubspace(x, g, box, cauchy, free, inverseOfM, c);
    }

    /** Follows x − t g, bent at the bounds, to the first local minimum of the model. */
    private double[] cauchy(double[] x, double[] g, Bounds.Box box, double[][] inverseOfM, double[] c) {
        double[] bend = new double[x.length], d = new double[x.length], point = x.clone();
        double[] p = new double[c.length];
        for (int i = 0; i < x.length; i++) {
            double bound = g[i] < 0 ? box.upper()[i] : box.lower()[i];
            bend[i] = g[i] == 0 ? Double.POSITIVE_INFINITY : (x[i] - bound) / g[i];
            d[i] = bend[i] > 0 ? -g[i] : 0;
            Vectors.add(p, d[i], w(i));
        }
        double slope = -Vectors.dot(d, d), curvature = theta * Vectors.dot(d, d) - Vectors.dot(p, solve(inverseOfM, p));
        double least = 0x1p-52 * theta * Vectors.dot(d, d), t = 0, rest = -slope / Math.max(curvature, least);
        int[] order = IntStream.range(0, x.length)
                .filter(i -> bend[i] > 0 && bend[i] < Double.POSITIVE_INFINITY)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> bend[i]))
                .mapToInt(i -> i)
                .toArray();
        for (int b : order) {
            double length = bend[b] - t;
            if (rest < length) {
                break;
            }
            point[b] = d[b] > 0 ? box.upper()[b] : box.lower()[b];
            double z = point[b] - x[b];
            Vectors.add(c, length, p);
            double[] row = w(b), m = solve(inverseOfM, row);
            slope += length * curvature + g[b] * g[b] + theta * g[b] * z - g[b] * Vectors.dot(m, c);
            curvature -= theta * g[b] * g[b] + 2 * g[b] * Vectors.dot(m, p) + g[b] * g[b] * Vectors.dot(m, row);
            Vectors.add(p, g[b], row);
            d[b] = 0;
            t = bend[b];
            rest = -slope / Math.max(curvature, least);
        }
        double end = t + Math.max(rest, 0);
        Vectors.add(c, end - t, p);
        for (int i = 0; i < x.length; i++) {
            point[i] = d[i] == 0 ? point[i] : box.nearest(i, x[i] + end * d[i]);
        }
        return point;
    }

    /** Minimizes the model over the free numbers, starting at the Cauchy point. */
    private double[] inSubspace(
            double[] x, double[] g, Bounds.Box box, double[] cauchy, int[] free, double[][] inverseOfM, double[] c) {
        int size = c.length;
        double[] mc = solve(inverseOfM, c), r = new double[free.length], v = new double[size];
        double[][] wtw = new double[size][size];
        for (int k = 0; k < free.length; k++) {
            int i = free[k];
            double[] row = w(i);
            r[k] = g[i] + theta * (cauchy[i] - x[i]) - Vectors.dot(row, mc);
            Vectors.add(v, r[k], row);
            for (int j = 0; j < size; j++) {
                Vectors.add(wtw[j], row[j] / theta, row);
            }
        }
        // (I − M N)⁻¹ M v = (M⁻¹ − N)⁻¹ v, where N = Wᵀ Z Zᵀ W / θ
        double[][] difference = new double[size][];
        for (int j = 0; j < size; j++) {
            difference[j] = inverseOfM[j].clone();
            Vectors.add(difference[j], -1, wtw[j]);
        }
        double[] solution = solve(difference, v), point = cauchy.clone(), step = new double[free.length];
        double along = 0, longest = 1;
        for (int k = 0; k < free.length; k++) {
            int i = free[k];
            step[k] = -r[k] / theta - Vectors.dot(w(i), solution) / (theta * theta);
            point[i] = box.nearest(i, cauchy[i] + step[k]);
            double bound = step[k] > 0 ? box.upper()[i] : box.lower()[i];
            longest = step[k] == 0 ? longest : Math.min(longest, (bound - cauchy[i]) / step[k]);
        }
        for (int i = 0; i < x.length; i++) {
            along += (point[i] - x[i]) * g[i];
        }
        if (!(along < 0)) { // the projection is no descent; shorten the step instead
            for (int k = 0; k < free.length; k++) {
                point[free[k]] = box.nearest(free[k], cauchy[free[k]] + longest * step[k]);
            }
        }
        return point;
    }
}
