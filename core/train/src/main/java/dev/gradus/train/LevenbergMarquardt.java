package dev.gradus.train;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Jacobian;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Minimizes F = ½ Σ r² by the Levenberg–Marquardt method, where the residuals r are a node. A step d is between the
 * Gauss–Newton step and gradient descent:
 *
 * <pre>
 * (JᵀJ + µ I) d = −Jᵀ r,  J = ∂r/∂W
 * </pre>
 *
 * <p>µ shrinks after a step for which F decreases as JᵀJ predicts, and grows after a step for which F does not decrease
 * (Nielsen, Damping Parameter in Marquardt's Method, 1999). The step is computed by a QR factorization of J stacked on √µ I,
 * without forming JᵀJ.
 *
 * <pre>{@code
 * LevenbergMarquardt fit = LevenbergMarquardt.of(model(x).subtract(y), parameters).feed(x, xs).feed(y, ys);
 * double half = fit.minimize(100);             // ½ Σ r²
 * }</pre>
 *
 * <p>For few parameters: J has one row per residual and one column per number. Frozen parameters do not change. Not
 * thread-safe.
 */
public final class LevenbergMarquardt {
    private static final double FIRST_DAMPING = 1e-3;
    private static final double GRADIENT_TOLERANCE = 1e-14;
    private static final double CHANGE_TOLERANCE = 1e-15;

    private final Node residuals;
    private final Parameters parameters;
    private final Run run;
    private final List<Parameter> all = new ArrayList<>();
    private final List<Jacobian> jacobians = new ArrayList<>();
    private final int columns;
    private double damping;
    private double growth = 2;
    private boolean isConverged;

    private LevenbergMarquardt(Node residuals, Graph graph, Parameters parameters) {
        this.residuals = residuals;
        this.parameters = parameters;
        run = Run.of(graph, parameters);
        int count = 0;
        for (Parameter parameter : graph.parameters()) {
            if (!parameters.isFrozen(parameter)) {
                all.add(parameter);
                jacobians.add(Jacobian.of(residuals).parameters(parameters).wrt(parameter));
                count += parameter.shape().elements();
            }
        }
        columns = count;
    }

    /**
     * Creates a fit of these parameters.
     *
     * @param residuals r, of any shape: the values to bring close to zero
     * @throws IllegalArgumentException if r depends on no parameter that is not frozen, or on one that is not among these
     */
    public static LevenbergMarquardt of(Node residuals, Parameters parameters) {
        Objects.requireNonNull(residuals, "residuals");
        Objects.requireNonNull(parameters, "parameters");
        LevenbergMarquardt fit = new LevenbergMarquardt(residuals, Graph.of(residuals), parameters);
        if (fit.all.isEmpty()) {
            throw new IllegalArgumentException(
                    "LevenbergMarquardt: " + residuals.describe() + " depends on no parameter that may change");
        }
        return fit;
    }

    /** Sets the value of an input. */
    public LevenbergMarquardt feed(Input input, Tensor value) {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(value, "value");
        run.feed(input, value);
        jacobians.forEach(jacobian -> jacobian.feed(input, value));
        isConverged = false;
        return this;
    }

    /** Returns whether the last step found a zero gradient Jᵀr or a change that alters no digit. */
    public boolean isConverged() {
        return isConverged;
    }

    /**
     * Takes steps until the fit converges, at most this number.
     *
     * @return ½ Σ r² at the end
     * @throws IllegalArgumentException if the number is not positive
     * @throws DivergedException if the residuals are not finite at the current parameters
     */
    public double minimize(int mostSteps) {
        if (mostSteps < 1) {
            throw new IllegalArgumentException(
                    "LevenbergMarquardt: the number of steps must be at least 1, but is " + mostSteps);
        }
        double value = step();
        for (int i = 1; i < mostSteps && !isConverged; i++) {
            value = step();
        }
        return value;
    }

    /**
     * Takes one step that decreases ½ Σ r², increasing µ until it does. If no step decreases it, or an exception ends the
     * step, everything is as before.
     *
     * @return ½ Σ r² after the step
     * @throws DivergedException if the residuals or their derivatives are not finite at the current parameters
     * @throws IllegalStateException if a parameter was frozen after this fit was created
     */
    public double step() {
        checkFrozen();
        double[] r = residuals();
        double[][] j = jacobian(r.length);
        double before = half(r);
        double[] gradient = gradient(j, r);
        double largest = largest(gradient);
        if (!Double.isFinite(before) || !Double.isFinite(largest)) {
            throw new DivergedException("LevenbergMarquardt: ½ Σ r² is " + before + " and the largest derivative of it "
                    + largest + "; start where both are finite");
        }
        if (largest <= GRADIENT_TOLERANCE) {
            isConverged = true;
            return before;
        }
        List<Tensor> start = all.stream().map(parameters::get).toList();
        boolean isLower = false;
        try {
            double after = search(j, r, gradient);
            isLower = after < before;
            isConverged |= !isLower;
            return isLower ? after : before;
        } finally {
            if (!isLower) {
                for (int i = 0; i < all.size(); i++) {
                    parameters.set(all.get(i), start.get(i));
                }
            }
        }
    }

    /**
     * Tries ever shorter steps until ½ Σ r² decreases or a step alters no digit. Leaves the parameters at the last point.
     *
     * @return ½ Σ r² there
     */
    private double search(double[][] j, double[] r, double[] gradient) {
        double[] x = values();
        double before = half(r);
        double mu = damping == 0 ? FIRST_DAMPING * Math.max(largestSquare(j), Double.MIN_NORMAL) : damping;
        double factor = growth;
        while (true) {
            double[] d = damped(j, r, mu);
            set(x, d);
            double after = half(residuals()), promised = 0;
            for (int i = 0; i < columns; i++) {
                promised += 0.5 * d[i] * (mu * d[i] - gradient[i]);
            }
            boolean changesNoDigit = norm(d) <= CHANGE_TOLERANCE * (norm(x) + CHANGE_TOLERANCE);
            if (after < before) {
                double ratio = (before - after) / promised,
                        toThe3 = (2 * ratio - 1) * (2 * ratio - 1) * (2 * ratio - 1);
                damping = mu * Math.max(1.0 / 3, 1 - toThe3);
                growth = 2;
                isConverged = changesNoDigit;
                return after;
            }
            mu *= factor;
            factor *= 2;
            if (changesNoDigit || Double.isInfinite(mu)) {
                return after;
            }
        }
    }

    private void checkFrozen() {
        for (Parameter parameter : all) {
            if (parameters.isFrozen(parameter)) {
                throw new IllegalStateException("LevenbergMarquardt: " + parameter.describe()
                        + " was frozen after this fit was created; create a new fit, which does not change it");
            }
        }
    }

    private double[] residuals() {
        run.forward();
        return run.value(residuals).toArray();
    }

    private double[][] jacobian(int rows) {
        double[][] j = new double[rows][columns];
        int from = 0;
        for (Jacobian part : jacobians) {
            double[] values = part.value().toArray();
            int width = rows == 0 ? 0 : values.length / rows;
            for (int row = 0; row < rows; row++) {
                System.arraycopy(values, row * width, j[row], from, width);
            }
            from += width;
        }
        return j;
    }

    /** Computes the least-squares solution of J d = −r and √µ d = 0 by Householder reflections. */
    private double[] damped(double[][] j, double[] r, double mu) {
        int rows = j.length + columns;
        double[][] a = new double[rows][columns];
        double[] b = new double[rows];
        for (int row = 0; row < j.length; row++) {
            a[row] = j[row].clone();
            b[row] = -r[row];
        }
        for (int i = 0; i < columns; i++) {
            a[j.length + i][i] = Math.sqrt(mu);
        }
        for (int k = 0; k < columns; k++) {
            reflect(a, b, k);
        }
        double[] d = new double[columns];
        for (int k = columns - 1; k >= 0; k--) {
            double sum = b[k];
            for (int i = k + 1; i < columns; i++) {
                sum -= a[k][i] * d[i];
            }
            d[k] = sum / a[k][k];
        }
        return d;
    }

    private static void reflect(double[][] a, double[] b, int k) {
        double norm = 0;
        for (int row = k; row < a.length; row++) {
            norm += a[row][k] * a[row][k];
        }
        double diagonal = a[k][k] > 0 ? -Math.sqrt(norm) : Math.sqrt(norm);
        double scale = norm - a[k][k] * diagonal; // vᵀv / 2 of v = a − diagonal · e
        if (scale == 0) {
            return;
        }
        double[] v = new double[a.length];
        for (int row = k; row < a.length; row++) {
            v[row] = a[row][k];
        }
        v[k] -= diagonal;
        for (int column = k; column < a[k].length; column++) {
            double dot = 0;
            for (int row = k; row < a.length; row++) {
                dot += v[row] * a[row][column];
            }
            for (int row = k; row < a.length; row++) {
                a[row][column] -= dot / scale * v[row];
            }
        }
        double dot = 0;
        for (int row = k; row < a.length; row++) {
            dot += v[row] * b[row];
        }
        for (int row = k; row < a.length; row++) {
            b[row] -= dot / scale * v[row];
        }
    }

    private double[] gradient(double[][] j, double[] r) {
        double[] gradient = new double[columns];
        for (int row = 0; row < r.length; row++) {
            for (int i = 0; i < columns; i++) {
                gradient[i] += j[row][i] * r[row];
            }
        }
        return gradient;
    }

    private double largestSquare(double[][] j) {
        double largest = 0;
        for (int i = 0; i < columns; i++) {
            double sum = 0;
            for (double[] row : j) {
                sum += row[i] * row[i];
            }
            largest = Math.max(largest, sum);
        }
        return largest;
    }

    private double[] values() {
        return all.stream()
                .flatMapToDouble(one -> Arrays.stream(parameters.get(one).toArray()))
                .toArray();
    }

    private void set(double[] x, double[] d) {
        int at = 0;
        for (Parameter parameter : all) {
            double[] value = new double[parameter.shape().elements()];
            for (int i = 0; i < value.length; i++, at++) {
                value[i] = x[at] + d[at];
            }
            parameters.set(parameter, Tensor.of(parameter.shape(), value));
        }
    }

    private static double half(double[] r) {
        double sum = 0;
        for (double each : r) {
            sum += each * each;
        }
        return sum / 2;
    }

    private static double norm(double[] x) {
        return Math.sqrt(2 * half(x));
    }

    private static double largest(double[] x) {
        double largest = 0;
        for (double each : x) {
            largest = Math.max(largest, Math.abs(each));
        }
        return largest;
    }
}
