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
import dev.gradus.train.fit.Bounds;
import dev.gradus.train.fit.DampedSteps;
import dev.gradus.train.fit.SingularRows;
import dev.gradus.train.fit.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Minimizes F = ½ Σ r² by the Levenberg–Marquardt method, where the residuals r are a node. A step d is between the
 * Gauss–Newton step and gradient descent:
 *
 * <pre>
 * (JᵀJ + µ D²) d = −Jᵀ r,  J = ∂r/∂W
 * </pre>
 *
 * <p>D has the largest norm that each column of J has had. µ is chosen so that ‖D d‖ is at most a radius, and is 0 if the
 * Gauss–Newton step is not longer. The radius grows after a step for which F decreases as JᵀJ predicts, and shrinks after one
 * for which it does not (Moré, The Levenberg–Marquardt algorithm: implementation and theory, 1978). JᵀJ itself is not
 * computed, but the singular vectors of J D⁻¹.
 *
 * <p>Units do not matter: if all residuals are multiplied by one factor, or a parameter by another, the fit takes the same
 * steps in the new units. For powers of two the bits are the same, as long as no number overflows or underflows.
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

    /** A rise of the sum that its rounding and the rounding of the parameters explain, relative to ‖r‖ and their part of r. */
    private static final double RISE = 0x1p-48;

    /** A step that promises a smaller decrease, relative to the sum, changes no digit of r. */
    private static final double NO_DIGIT = 0x1p-104;

    /** A step must achieve this part of the decrease that it promises. */
    private static final double LEAST_RATIO = 1e-4;

    /** As many halves of a step make the gradient a tenth smaller only if F bends much more than JᵀJ says. */
    private static final int MOST_TINY_TRIES = 10;

    /** Each try at least halves the radius, so that these are enough for any double. */
    private static final int MOST_TRIES = 2200;

    /** D may become this many times smaller, so that its square neither overflows nor underflows. */
    private static final double LARGEST_SCALE = 0x1p400;

    private final Node residuals;
    private final Parameters parameters;
    private final Run run;
    private final Jacobian jacobian;
    private final List<Parameter> all;
    private final int columns;
    private final Bounds bounds = new Bounds("LevenbergMarquardt");

    /** The square roots of the weights. */
    private final double[] roots;

    /** The diagonal of D; 0 for a number that no residual has depended on. */
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
     * Sets when the fit has converged; by default 10⁻¹⁴ and 10⁻¹⁵. Neither depends on units.
     *
     * @param gradient the cosine of the angle between r and a column of J that counts as zero, for all numbers that may move
     * @param change the norm of a step, relative to the norm of the parameters, that counts as zero; each number is multiplied by
     *     the norm of its column of J
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
     * @return ½ Σ r² at the end; infinite if it exceeds the largest double
     * @throws IllegalArgumentException if the number is not positive
     * @throws DivergedException if the residuals or their derivatives are not finite at the current parameters
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
     * @return ½ Σ r² after the step; infinite if it exceeds the largest double
     * @throws DivergedException if the residuals or their derivatives are not finite at the current parameters
     * @throws IllegalStateException if a parameter was frozen after this fit was created
     */
    public double step() {
        checkFrozen();
        Bounds.Box box = bounds.of(all);
        Vectors.set(parameters, all, box.nearest(Vectors.values(parameters, all)));
        double[] x = Vectors.values(parameters, all);
        Point start = point(box);
        double size = norm(start.lengths, x);
        if (!Double.isFinite(start.norm) || !Double.isFinite(size)) {
            throw new DivergedException("LevenbergMarquardt: the norm of the residuals is " + start.norm
                    + " and the norm of their derivatives times the parameters is " + size
                    + "; start where both are finite");
        }
        if (start.steepest <= gradientTolerance) {
            isConverged = true;
            return half(start.r);
        }
        for (int i = 0; i < columns; i++) {
            double length = start.lengths[i];
            scales[i] = length > 0 ? Math.max(length, Math.min(scales[i], length * LARGEST_SCALE)) : scales[i];
        }
        List<Tensor> before = all.stream().map(parameters::get).toList();
        OptionalDouble after = OptionalDouble.empty();
        try {
            after = search(box, start, x, size);
            isConverged |= after.isEmpty();
            return after.orElseGet(() -> half(start.r));
        } finally {
            if (after.isEmpty()) {
                for (int i = 0; i < all.size(); i++) {
                    parameters.set(all.get(i), before.get(i));
                }
            }
        }
    }

    /**
     * The residuals and their derivatives at some parameters.
     *
     * @param j J, with zeros for numbers at bounds that a step would cross
     * @param lengths the norms of the columns of J, without these zeros
     * @param steepest the largest cosine of the angle between r and a column of j
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Point(double[] r, double norm, double[][] j, double[] lengths, double steepest) {}

    private Point point(Bounds.Box box) {
        double[] r = residuals(),
                x = Vectors.values(parameters, all),
                lengths = new double[columns],
                cosines = new double[columns];
        double[][] j = jacobian();
        double norm = Vectors.norm(r);
        for (int i = 0; i < columns; i++) {
            double[] column = column(j, i);
            lengths[i] = Vectors.norm(column);
            for (int row = 0; row < r.length && norm != 0 && lengths[i] != 0; row++) {
                cosines[i] += column[row] / lengths[i] * (r[row] / norm);
            }
            if (box.isHeld(i, x[i], cosines[i])) {
                cosines[i] = 0;
                for (double[] row : j) {
                    row[i] = 0;
                }
            }
        }
        return new Point(r, norm, j, lengths, Vectors.largest(cosines));
    }

    /**
     * Tries ever shorter steps until one is accepted, because ½ Σ r² decreases, or a step alters no digit. Near the minimum
     * the decrease is less than the rounding of the sum; there a step is accepted if and only if it makes the gradient a tenth
     * smaller, so that steps do not go back and forth. Leaves the parameters at the last point.
     *
     * @param size the norm of the parameters, each times the length of its column
     * @return ½ Σ r² after the accepted step, if there is one
     */
    private OptionalDouble search(Bounds.Box box, Point start, double[] x, double size) {
        DampedSteps steps = new DampedSteps(start.j, start.r, start.norm, scales, x, box);
        double scaled = norm(scales, x), most = radius > 0 ? radius : scaled > 0 ? scaled : start.norm;
        for (int tries = 0; tries < MOST_TRIES && most > 0; tries++) {
            double mu = steps.damping(most / start.norm);
            double[] free = steps.free(mu), z = steps.bounded(mu), promise = steps.promise(z);
            double length = start.norm * Vectors.norm(free);
            most = radius == 0 && tries == 0 ? Math.min(most, length) : most;
            Vectors.set(parameters, all, steps.end(z));
            double[] r = residuals();
            double after = Vectors.norm(r) / start.norm;
            double decrease = after < 10 ? (1 - after) * (1 + after) : -1; // also −1 for NaN
            double ratio = decrease / promise[0];
            boolean changesNoDigit = steps.promise(free)[0] <= NO_DIGIT
                    || norm(start.lengths, steps.change(free)) <= changeTolerance * size;
            boolean isTiny = Math.abs(promise[0]) <= ROUNDING;
            boolean isAccepted = isTiny
                    ? decrease >= -RISE * (1 + size / start.norm) && point(box).steepest <= 0.9 * start.steepest
                    : decrease > 0 && ratio >= LEAST_RATIO;
            if (!(isAccepted && isTiny)) {
                most = radius(isAccepted ? ratio : 0, most, isTiny ? 0 : decrease, promise[1], mu, length);
            }
            if (isAccepted) {
                radius = most; // not earlier, because a step that throws must change nothing
                isConverged = changesNoDigit;
                return OptionalDouble.of(half(r));
            }
            if (changesNoDigit || isTiny && tries >= MOST_TINY_TRIES) {
                break;
            }
        }
        radius = 0;
        return OptionalDouble.empty();
    }

    /** Returns the radius after a step. A step that increases F tells how F bends. */
    private static double radius(double ratio, double radius, double decrease, double slope, double mu, double length) {
        if (!(ratio > 0.25)) {
            double lowest = decrease >= 0 ? 0.5 : slope / 2 / (slope - decrease);
            return Math.min(Math.max(lowest, 0.1), 0.5) * Math.min(radius, 10 * length);
        }
        return mu == 0 || ratio >= 0.75 ? 2 * length : radius;
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
     * of weight 0 do not count. It does not depend on the units of the parameters.
     *
     * @throws IllegalStateException if there are not more residuals than numbers, or they do not determine a number: its column
     *     of J differs from a combination of others by at most 10⁻¹⁴ of its norm
     */
    public Tensor covariance() {
        Spread spread = spread();
        return Tensor.generate(Shape.of(columns, columns), i -> {
            int row = i / columns, column = i % columns;
            return spread.units[row] * spread.units[column] * spread.inverse[row][column];
        });
    }

    /**
     * A covariance without its units, (AᵀA)⁻¹ for the columns A of J divided by their norms.
     *
     * @param units s divided by the norms; 0 for numbers at a bound
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Spread(double[] units, double[][] inverse) {}

    private Spread spread() {
        Bounds.Box box = bounds.of(all);
        double[] x = Vectors.values(parameters, all), r = residuals(), units = new double[columns];
        double[][] j = jacobian();
        int[] free = IntStream.range(0, columns)
                .filter(i -> x[i] > box.lower()[i] && x[i] < box.upper()[i])
                .toArray();
        long count = Arrays.stream(roots).filter(root -> root > 0).count();
        if (count <= free.length) {
            throw new IllegalStateException(
                    "LevenbergMarquardt: a covariance needs more residuals than numbers, but there are " + count
                            + " for " + free.length);
        }
        double deviation = Vectors.norm(r) / Math.sqrt(count - free.length);
        double[][] a = new double[j.length][free.length + 1], inverse = new double[columns][columns];
        for (int k = 0; k < free.length; k++) {
            double[] column = column(j, free[k]);
            double length = Vectors.norm(column);
            units[free[k]] = deviation / length;
            for (int row = 0; row < a.length && length > 0; row++) {
                a[row][k] = column[row] / length;
            }
        }
        SingularRows rows = new SingularRows(a, free.length);
        if (rows.dependent() >= 0) {
            throw new IllegalStateException("LevenbergMarquardt: the residuals do not determine the number "
                    + free[rows.dependent()] + ", counted from 0, of " + all + "; freeze a parameter or bound it");
        }
        for (int k = 0; k < free.length; k++) {
            for (int i = 0; i < free.length; i++) {
                inverse[free[k]][free[i]] = rows.inverseOfSquare(k, i);
            }
        }
        return new Spread(units, inverse);
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
        Spread spread = spread();
        return Tensor.generate(
                parameter.shape(), i -> spread.units[start + i] * Math.sqrt(spread.inverse[start + i][start + i]));
    }

    private static double[] column(double[][] j, int i) {
        return Arrays.stream(j).mapToDouble(row -> row[i]).toArray();
    }

    private static double half(double[] r) {
        double sum = 0;
        for (double each : r) {
            sum += each * each;
        }
        return sum / 2;
    }

    /** Returns the norm of the products. */
    private static double norm(double[] scales, double[] x) {
        double[] products = new double[x.length];
        Arrays.setAll(products, i -> scales[i] * x[i]);
        return Vectors.norm(products);
    }
}
