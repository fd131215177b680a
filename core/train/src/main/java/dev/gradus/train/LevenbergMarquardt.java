package dev.gradus.train;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Jacobian;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Minimizes F = ½ Σ r² by the Levenberg–Marquardt method, where the residuals r are a node. A step d is between the
 * Gauss–Newton step and gradient descent:
 *
 * <pre>
 * (JᵀJ + µ D²) d = −Jᵀ r,  J = ∂r/∂W
 * </pre>
 *
 * <p>D has the largest norm that each column of J has had, so units do not matter. µ is chosen so that ‖D d‖ is at most a radius.
 * The radius grows after a step for which F decreases as JᵀJ predicts, and shrinks after one for which it does not (Moré, The
 * Levenberg–Marquardt algorithm: implementation and theory, 1978). JᵀJ itself is not computed, but a QR factorization of J.
 *
 * <p>With bounds, a number at a bound that −Jᵀr points across is held for the step, and the step ends at each bound that
 * it would cross (after the projected method of Kanzow, Yamashita and Fukushima, Levenberg–Marquardt methods with strong local convergence
 * properties for solving nonlinear equations with convex constraints, 2004). A start outside the bounds is projected too.
 *
 * <pre>{@code
 * LevenbergMarquardt fit = LevenbergMarquardt.of(model(x).subtract(y), parameters).feed(x, xs).feed(y, ys);
 * double half = fit.minimize(100);             // ½ Σ r²
 * Tensor error = fit.standardErrors(slope);    // of the parameter slope
 * }</pre>
 *
 * <p>For few parameters: J has one row per residual and one column per number. Frozen parameters do not change. Not
 * thread-safe.
 */
public final class LevenbergMarquardt {
    /** A decrease this small, relative to the sum, is lost in the sum's rounding. */
    private static final double ROUNDING = 1e-12;

    /** A diagonal element of R this much smaller than the largest one belongs to a number that the residuals do not determine. */
    private static final double UNDETERMINED = 1e-14;

    private final Node residuals;
    private final Parameters parameters;
    private final Run run;
    private final Jacobian jacobian;
    private final List<Parameter> all;
    private final int columns;
    private final Bounds bounds = new Bounds("LevenbergMarquardt");

    /** The square roots of the weights. */
    private final double[] roots;

    /** The largest norm that each column of J has had. */
    private final double[] scales;

    private double gradientTolerance = 1e-14;
    private double changeTolerance = 1e-15;
    private double radius;
    private boolean isConverged;

    private LevenbergMarquardt(Node residuals, Graph graph, Parameters parameters, List<Parameter> all) {
        this.residuals = residuals;
        this.parameters = parameters;
        this.all = all;
        run = Run.of(graph, parameters);
        jacobian = Jacobian.of(residuals).parameters(parameters).wrt(all);
        columns = all.stream().mapToInt(one -> one.shape().elements()).sum();
        scales = new double[columns];
        roots = new double[residuals.shape().elements()];
        Arrays.fill(roots, 1);
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
        Graph graph = Graph.of(residuals);
        List<Parameter> all = graph.parameters().stream()
                .filter(parameter -> !parameters.isFrozen(parameter))
                .toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "LevenbergMarquardt: " + residuals.describe() + " depends on no parameter that may change");
        }
        return new LevenbergMarquardt(residuals, graph, parameters, all);
    }

    /**
     * Bounds each number of a parameter from below and above; infinities are no bounds.
     *
     * @throws IllegalArgumentException if the lower bound is not at most the upper one
     */
    public LevenbergMarquardt between(Parameter parameter, double low, double high) {
        bounds.set(parameter, low, high);
        return restarted();
    }

    /**
     * Bounds the numbers of a parameter, each by its own bounds.
     *
     * @throws IllegalArgumentException if a shape is not the parameter's, or a lower bound is not at most the upper one
     */
    public LevenbergMarquardt between(Parameter parameter, Tensor low, Tensor high) {
        bounds.set(parameter, low, high);
        return restarted();
    }

    /**
     * Minimizes ½ Σ w r² instead. For measurements with the standard deviations σ, the weights are 1 / σ².
     *
     * @throws IllegalArgumentException if the weights do not have the shape of the residuals, or one is negative or not finite
     */
    public LevenbergMarquardt weights(Tensor weights) {
        if (!weights.shape().equals(residuals.shape())) {
            throw new IllegalArgumentException("LevenbergMarquardt: the weights must have the shape of "
                    + residuals.describe() + ", but have " + weights.shape());
        }
        double[] values = weights.toArray();
        for (double value : values) {
            UpdateMethod.notNegative("LevenbergMarquardt", "a weight", value);
        }
        Arrays.setAll(roots, i -> Math.sqrt(values[i]));
        return restarted();
    }

    /**
     * Sets when the fit has converged; by default 10⁻¹⁴ and 10⁻¹⁵.
     *
     * @param gradient the largest derivative of ½ Σ r² that counts as zero, among numbers that may move
     * @param change the norm of a step, relative to that of the parameters, that counts as zero
     * @throws IllegalArgumentException if one is negative or not finite
     */
    public LevenbergMarquardt tolerances(double gradient, double change) {
        UpdateMethod.notNegative("LevenbergMarquardt", "the tolerance of gradients", gradient);
        UpdateMethod.notNegative("LevenbergMarquardt", "the tolerance of changes", change);
        gradientTolerance = gradient;
        changeTolerance = change;
        return this;
    }

    /** Sets the value of an input. */
    public LevenbergMarquardt feed(Input input, Tensor value) {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(value, "value");
        run.feed(input, value);
        jacobian.feed(input, value);
        return restarted();
    }

    private LevenbergMarquardt restarted() {
        isConverged = false;
        radius = 0;
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
        Bounds.Box box = bounds.of(all);
        set(DampedSteps.end(box, values(), new double[columns]));
        double[] r = residuals();
        double[][] j = jacobian();
        double before = half(r);
        for (int i = 0; i < columns; i++) {
            scales[i] = Math.max(scales[i], norm(column(j, i)));
        }
        double[] gradient = gradient(j, r);
        double largest = largest(gradient);
        Map<Integer, Double> held = hold(box, j, gradient);
        if (!Double.isFinite(before) || !Double.isFinite(largest)) {
            throw new DivergedException("LevenbergMarquardt: ½ Σ r² is " + before + " and the largest derivative of it "
                    + largest + "; start where both are finite");
        }
        if (largest(gradient) <= gradientTolerance) {
            isConverged = true;
            return before;
        }
        List<Tensor> start = all.stream().map(parameters::get).toList();
        OptionalDouble after = OptionalDouble.empty();
        try {
            after = search(box, held, j, r, gradient);
            isConverged |= after.isEmpty();
            return after.orElse(before);
        } finally {
            if (after.isEmpty()) {
                for (int i = 0; i < all.size(); i++) {
                    parameters.set(all.get(i), start.get(i));
                }
            }
        }
    }

    /**
     * Tries ever shorter steps until one is accepted, because ½ Σ r² decreases, or a step alters no digit. Near the minimum
     * the decrease is less than the rounding of the sum; there a step is accepted if it makes the gradient a tenth smaller. Leaves the
     * parameters at the last point.
     *
     * @return ½ Σ r² after the accepted step, if there is one
     */
    private OptionalDouble search(
            Bounds.Box box, Map<Integer, Double> held, double[][] j, double[] r, double[] gradient) {
        double[] x = values();
        double before = half(r);
        DampedSteps steps = new DampedSteps(j, r, x, scales, box, held);
        radius = radius > 0 ? radius : steps.norm(x) > 0 ? steps.norm(x) : 1;
        while (true) {
            double mu = steps.damping(radius);
            double[] free = steps.free(mu), d = steps.bounded(mu);
            set(DampedSteps.end(box, x, d));
            double after = half(residuals()), promised = decrease(j, gradient, d), ratio = (before - after) / promised;
            boolean changesNoDigit = norm(free) <= changeTolerance * (norm(x) + changeTolerance);
            boolean isTiny = promised <= ROUNDING * before;
            if (after < before || isTiny && isFlatter(box, gradient)) {
                if (!isTiny) {
                    radius = ratio < 0.25
                            ? steps.norm(d) / 4
                            : ratio > 0.75 ? Math.max(radius, 2 * steps.norm(d)) : radius;
                }
                isConverged = changesNoDigit;
                return OptionalDouble.of(after);
            }
            radius = Math.min(radius, steps.norm(free)) / 4; // d may be 0 at bounds where a shorter step is not
            if (changesNoDigit || radius == 0) {
                radius = 0;
                return OptionalDouble.empty();
            }
        }
    }

    private boolean isFlatter(Bounds.Box box, double[] gradient) {
        double[][] j = jacobian();
        double[] now = gradient(j, residuals());
        hold(box, j, now);
        return steepest(now) <= 0.9 * steepest(gradient);
    }

    /** Returns the largest derivative by a number in units of its scale. */
    private double steepest(double[] gradient) {
        double steepest = 0;
        for (int i = 0; i < columns; i++) {
            steepest = Math.max(steepest, Math.abs(gradient[i]) / DampedSteps.scale(scales, i));
        }
        return steepest;
    }

    private void checkFrozen() {
        for (Parameter parameter : all) {
            if (parameters.isFrozen(parameter)) {
                throw new IllegalStateException("LevenbergMarquardt: " + parameter.describe()
                        + " was frozen after this fit was created; create a new fit, which does not change it");
            }
        }
    }

    /** Leaves out of a step the numbers at bounds that it would cross, and returns these with their steps, 0. */
    private Map<Integer, Double> hold(Bounds.Box box, double[][] j, double[] gradient) {
        Map<Integer, Double> held = new TreeMap<>();
        double[] x = values();
        for (int i = 0; i < columns; i++) {
            if (box.isHeld(i, x[i], gradient[i])) {
                held.put(i, 0.0);
                gradient[i] = 0;
                for (double[] row : j) {
                    row[i] = 0;
                }
            }
        }
        return held;
    }

    /** Returns by how much a step decreases the sum if r is linear. */
    private static double decrease(double[][] j, double[] gradient, double[] d) {
        double decrease = 0;
        for (int i = 0; i < d.length; i++) {
            decrease -= gradient[i] * d[i];
        }
        for (double[] row : j) {
            double change = 0;
            for (int i = 0; i < d.length; i++) {
                change += row[i] * d[i];
            }
            decrease -= change * change / 2;
        }
        return decrease;
    }

    private double[] residuals() {
        run.forward();
        double[] r = run.value(residuals).toArray();
        Arrays.setAll(r, i -> roots[i] * r[i]);
        return r;
    }

    private double[][] jacobian() {
        double[] values = jacobian.value().toArray();
        double[][] j = new double[roots.length][columns];
        for (int row = 0; row < j.length; row++) {
            for (int i = 0; i < columns; i++) {
                j[row][i] = roots[row] * values[row * columns + i];
            }
        }
        return j;
    }

    /** Returns the parameters that are fitted: the residuals' own, without those that were frozen. */
    public List<Parameter> fitted() {
        return all;
    }

    /**
     * Returns the covariance of the fitted numbers, in the order of {@link #fitted}: s² (JᵀJ)⁻¹ at the current parameters, where
     * s² = Σ r² / (m − n) for m residuals and n numbers. It is 0 for numbers at a bound, which count as known, and residuals
     * of weight 0 do not count.
     *
     * @throws IllegalStateException if there are not more residuals than numbers, or they do not determine a number
     */
    public Tensor covariance() {
        Bounds.Box box = bounds.of(all);
        double[] x = values(), r = residuals();
        int[] free = IntStream.range(0, columns)
                .filter(i -> x[i] > box.lower()[i] && x[i] < box.upper()[i])
                .toArray();
        double[][] j = Arrays.stream(jacobian())
                .map(row -> Arrays.stream(free).mapToDouble(i -> row[i]).toArray())
                .toArray(double[][]::new);
        long count = Arrays.stream(roots).filter(root -> root > 0).count();
        if (count <= free.length) {
            throw new IllegalStateException(
                    "LevenbergMarquardt: a covariance needs more residuals than numbers, but there are " + count
                            + " for " + free.length);
        }
        Triangular triangle = new Triangular(j, new double[j.length], free.length);
        double largest = 0;
        for (int k = 0; k < free.length; k++) {
            largest = Math.max(largest, Math.abs(triangle.diagonal(k)));
        }
        double[][] inverse = triangle.inverseOfSquare();
        double variance = 2 * half(r) / (count - free.length);
        double[] covariance = new double[columns * columns];
        for (int k = 0; k < free.length; k++) {
            if (!(Math.abs(triangle.diagonal(k)) > UNDETERMINED * largest)) {
                throw new IllegalStateException("LevenbergMarquardt: the residuals do not determine the number "
                        + free[k] + ", counted from 0, of " + all + "; freeze a parameter or bound it");
            }
            for (int i = 0; i < free.length; i++) {
                covariance[free[k] * columns + free[i]] = variance * inverse[k][i];
            }
        }
        return Tensor.of(Shape.of(columns, columns), covariance);
    }

    /**
     * Returns the standard errors of a parameter's numbers: the square roots of the {@link #covariance}'s diagonal.
     *
     * @throws IllegalArgumentException if the parameter is not {@link #fitted}
     * @throws IllegalStateException if there is no covariance
     */
    public Tensor standardErrors(Parameter parameter) {
        Objects.requireNonNull(parameter, "parameter");
        int index = all.indexOf(parameter);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "LevenbergMarquardt: " + parameter.describe() + " is not fitted; these are: " + all);
        }
        int start = all.subList(0, index).stream()
                .mapToInt(one -> one.shape().elements())
                .sum();
        Tensor covariance = covariance();
        return Tensor.generate(parameter.shape(), i -> Math.sqrt(covariance.get(start + i, start + i)));
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

    private static double[] column(double[][] j, int i) {
        return Arrays.stream(j).mapToDouble(row -> row[i]).toArray();
    }

    private double[] values() {
        return all.stream()
                .flatMapToDouble(one -> Arrays.stream(parameters.get(one).toArray()))
                .toArray();
    }

    private void set(double[] x) {
        int at = 0;
        for (Parameter parameter : all) {
            int end = at + parameter.shape().elements();
            parameters.set(parameter, Tensor.of(parameter.shape(), Arrays.copyOfRange(x, at, end)));
            at = end;
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
