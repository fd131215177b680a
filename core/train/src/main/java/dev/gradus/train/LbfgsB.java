package dev.gradus.train;

import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.fit.BoundedModel;
import dev.gradus.train.fit.Bounds;
import dev.gradus.train.fit.LineSearch;
import dev.gradus.train.fit.QuasiNewton;
import dev.gradus.train.fit.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * L-BFGS with bounds (Byrd, Lu, Nocedal, Zhu, A limited memory algorithm for bound constrained optimization, 1995; with the
 * projection of Morales and Nocedal, 2011). A step minimizes a quadratic model of the loss: first along the gradient, bent at
 * the bounds, to the first local minimum, then in the subspace of the numbers that are not at a bound there. A line search
 * towards this point satisfies the strong Wolfe conditions, unless a bound ends it.
 *
 * <pre>{@code
 * LbfgsB method = LbfgsB.of().between(volatility, 0.01, 2).between(correlation, -1, 1);
 * double loss = method.minimize(run, 100);
 * }</pre>
 *
 * <p>The unit of the loss does not matter: another factor of it does not change the steps, and for powers of two the bits are
 * the same. The units of parameters do matter, because the model begins with one curvature for all, and the first step has
 * at most the length 1.
 *
 * <p>One step evaluates several points, so the loss must be the same function in all steps. A start outside the bounds is moved
 * to the closest point inside. Frozen parameters do not change. Not thread-safe.
 */
public final class LbfgsB implements Optimizer {
    private static final double EPSILON = 0x1p-52;

    private final Bounds bounds = new Bounds("LbfgsB");
    private final double gradientTolerance;
    private final double changeTolerance;
    private final int history;
    private BoundedModel model;

    /** A power of two, by which losses are multiplied so that the squares of gradients neither overflow nor underflow. */
    private double unit = 1;

    /** The largest derivative at the first step, at most 1; NaN before it. */
    private double first = Double.NaN;

    private Optional<GivenGradients> known = Optional.empty();
    private boolean isConverged;

    private LbfgsB(int history, double gradientTolerance, double changeTolerance) {
        this.history = history;
        this.gradientTolerance = gradientTolerance;
        this.changeTolerance = changeTolerance;
        model = new BoundedModel(history);
    }

    /** Creates L-BFGS-B with a history of 10 steps, and tolerances of 10⁻⁸ and 10⁻¹⁵. */
    public static LbfgsB of() {
        return of(10, 1e-8, 1e-15);
    }

    /**
     * Creates L-BFGS-B.
     *
     * @param history m, the number of past steps to use
     * @param gradientTolerance the largest derivative by a number that may move that counts as zero; relative to the largest one
     *     at the first step if that is less than 1
     * @param changeTolerance the change of the loss, relative to its magnitude, that counts as zero
     * @throws IllegalArgumentException if the history is not positive, or a tolerance is negative or not finite
     */
    public static LbfgsB of(int history, double gradientTolerance, double changeTolerance) {
        if (history < 1) {
            throw new IllegalArgumentException("LbfgsB: the history must be positive, not " + history);
        }
        UpdateMethod.notNegative("LbfgsB", "the tolerance of gradients", gradientTolerance);
        UpdateMethod.notNegative("LbfgsB", "the tolerance of changes", changeTolerance);
        return new LbfgsB(history, gradientTolerance, changeTolerance);
    }

    /**
     * Bounds each number of a parameter from below and above; infinities are no bounds.
     *
     * @throws IllegalArgumentException if the lower bound is not at most the upper one
     */
    public LbfgsB between(Parameter parameter, double low, double high) {
        bounds.set(parameter, low, high);
        forget();
        return this;
    }

    /**
     * Bounds the numbers of a parameter, each by its own bounds.
     *
     * @throws IllegalArgumentException if a shape is not the parameter's, or a lower bound is not at most the upper one
     */
    public LbfgsB between(Parameter parameter, Tensor low, Tensor high) {
        bounds.set(parameter, low, high);
        forget();
        return this;
    }

    private void forget() {
        model = new BoundedModel(history);
        first = Double.NaN;
    }

    /** Returns whether the last step found a gradient or a change within the tolerances. */
    public boolean isConverged() {
        return isConverged;
    }

    /**
     * Takes steps until the loss converges, at most this number, and ends with a forward pass at the parameters found.
     *
     * @return the loss at the end
     * @throws IllegalArgumentException if the number is not positive
     * @throws DivergedException if the loss or its gradient is not finite at the current parameters
     */
    public double minimize(Run run, int mostSteps) {
        return QuasiNewton.minimize("LbfgsB", this::step, this::isConverged, run, mostSteps);
    }

    @Override
    public void step(Run run) {
        Parameters parameters = run.parameters();
        List<Parameter> all =
                QuasiNewton.trained("LbfgsB", parameters, run.graph().parameters());
        if (known.isEmpty() || !known.get().isOf(parameters, all)) {
            forget();
            known = Optional.of(GivenGradients.of(parameters, all));
        }
        all.forEach(run::checkUpdate);
        GivenGradients given = known.get();
        double[] gradient = new double[given.length()];
        given.read(run, gradient);
        step(
                new Problem(parameters, all, bounds.of(all), numbers -> {
                    double loss = run.forward();
                    run.backward();
                    given.read(run, numbers);
                    return loss;
                }),
                run.value(run.objective()).item(),
                gradient);
    }

    /** The loss as a function of all numbers, one parameter after the other. */
    private record Problem(Parameters parameters, List<Parameter> all, Bounds.Box box, GradientSource source) {
        /** Sets x + t d. The bounds also absorb the rounding of a step that ends at one. */
        void move(double[] x, double t, double[] d) {
            double[] next = new double[x.length];
            Arrays.setAll(next, i -> box.nearest(i, x[i] + t * d[i]));
            Vectors.set(parameters, all, next);
        }

        /** The largest derivative by a number that is not at a bound that a step against it would cross. */
        double steepest(double[] x, double[] gradient) {
            double[] free = gradient.clone();
            Arrays.setAll(free, i -> box.isHeld(i, x[i], gradient[i]) ? 0 : gradient[i]);
            return Vectors.largest(free);
        }

        /** The largest t at which x + t d is within the bounds. */
        double longest(double[] x, double[] d) {
            double longest = Double.POSITIVE_INFINITY;
            for (int i = 0; i < x.length; i++) {
                double bound = d[i] > 0 ? box.upper()[i] : box.lower()[i];
                longest = d[i] == 0 ? longest : Math.min(longest, (bound - x[i]) / d[i]);
            }
            return longest;
        }
    }

    private void step(Problem problem, double givenLoss, double[] gradient) {
        double loss = givenLoss;
        double[] x = Vectors.values(problem.parameters, problem.all), inside = problem.box.nearest(x);
        if (!Arrays.equals(inside, x)) {
            x = inside;
            Vectors.set(problem.parameters, problem.all, x);
            loss = problem.source.evaluate(gradient);
        }
        double steepest = problem.steepest(x, gradient);
        if (!Double.isFinite(loss) || !Double.isFinite(steepest)) {
            Vectors.set(problem.parameters, problem.all, x);
            throw new DivergedException("LbfgsB: the loss is " + loss + " and the largest derivative of it " + steepest
                    + "; start where both are finite");
        }
        first = Double.isNaN(first) ? Math.min(1, steepest) : first;
        if (steepest <= gradientTolerance * first) {
            isConverged = true;
            return;
        }
        Optional<LineSearch.Point> found = search(problem, x, loss, gradient);
        if (found.isEmpty() && !model.isEmpty()) {
            model = new BoundedModel(history);
            found = search(problem, x, loss, gradient);
        }
        double now = found.map(point -> point.f / unit).orElse(loss);
        isConverged = loss - now <= changeTolerance * Math.max(Math.abs(loss), Math.abs(now));
        if (found.isPresent()) {
            double[] s = Vectors.values(problem.parameters, problem.all),
                    y = found.get().gradient.clone();
            Vectors.add(s, -1, x);
            Vectors.add(y, -unit, gradient);
            if (Vectors.dot(s, y) > EPSILON * -unit * Vectors.dot(gradient, s)) {
                model.add(s, y);
            }
        }
    }

    /** Moves to a lower point and returns it, in the unit; stays at x if the direction has none. */
    private Optional<LineSearch.Point> search(Problem problem, double[] x, double loss, double[] gradient) {
        if (model.isEmpty()) {
            unit = Math.scalb(1.0, -Math.getExponent(Math.max(Math.abs(loss), Vectors.largest(gradient))));
        }
        double[] g = gradient.clone();
        Arrays.setAll(g, i -> unit * gradient[i]);
        double[] d = model.minimum(x, g, problem.box);
        Vectors.add(d, -1, x);
        LineSearch.Point start = new LineSearch.Point(0, g);
        start.f = unit * loss;
        start.slope = Vectors.dot(g, d);
        if (!(start.slope < 0)) {
            return Optional.empty();
        }
        LineSearch.Point found = start;
        try {
            found = new LineSearch(start, Vectors.largest(d), point -> {
                        problem.move(x, point.t, d);
                        double value = problem.source.evaluate(point.gradient);
                        Arrays.setAll(point.gradient, i -> unit * point.gradient[i]);
                        point.slope = Vectors.dot(point.gradient, d);
                        return unit * value;
                    })
                    .upTo(Math.max(1, problem.longest(x, d)))
                    .find(1, 0);
        } finally {
            problem.move(x, found.t, d);
        }
        return found.f < start.f ? Optional.of(found) : Optional.empty();
    }
}
