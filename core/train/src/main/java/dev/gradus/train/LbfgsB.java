package dev.gradus.train;

import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
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
     * @param gradientTolerance the largest element of the projected gradient that counts as zero
     * @param changeTolerance the change of the loss, relative to the larger of its magnitude and 1, that counts as zero
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
        return forgotten();
    }

    /**
     * Bounds the numbers of a parameter, each by its own bounds.
     *
     * @throws IllegalArgumentException if a shape is not the parameter's, or a lower bound is not at most the upper one
     */
    public LbfgsB between(Parameter parameter, Tensor low, Tensor high) {
        bounds.set(parameter, low, high);
        return forgotten();
    }

    private LbfgsB forgotten() {
        model = new BoundedModel(history);
        return this;
    }

    /** Returns whether the last step found a projected gradient or a change within the tolerances. */
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
        return QuasiNewton.minimize(this, this::isConverged, run, mostSteps);
    }

    @Override
    public void step(Run run) {
        Parameters parameters = run.parameters();
        List<Parameter> all =
                QuasiNewton.trained("LbfgsB", parameters, run.graph().parameters());
        if (known.isEmpty() || !known.get().isOf(parameters, all)) {
            forgotten();
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
        double[] x() {
            return all.stream()
                    .flatMapToDouble(one -> Arrays.stream(parameters.get(one).toArray()))
                    .toArray();
        }

        void set(double[] x) {
            int at = 0;
            for (Parameter parameter : all) {
                int end = at + parameter.shape().elements();
                parameters.set(parameter, Tensor.of(parameter.shape(), Arrays.copyOfRange(x, at, end)));
                at = end;
            }
        }

        /** Sets x + t d. The bounds also absorb the rounding of a step that ends at one. */
        void move(double[] x, double t, double[] d) {
            double[] next = new double[x.length];
            Arrays.setAll(next, i -> box.nearest(i, x[i] + t * d[i]));
            set(next);
        }

        /** The largest change of a number by a step against the gradient within the bounds. */
        double projected(double[] x, double[] gradient) {
            double largest = 0;
            for (int i = 0; i < x.length; i++) {
                double change = Math.abs(box.nearest(i, x[i] - gradient[i]) - x[i]);
                largest = change <= largest ? largest : change; // NaN stays
            }
            return largest;
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

    private void step(Problem problem, double givenLoss, double[] givenGradient) {
        double loss = givenLoss;
        double[] gradient = givenGradient, x = problem.x(), inside = x.clone();
        Arrays.setAll(inside, i -> problem.box.nearest(i, x[i]));
        if (!Arrays.equals(inside, x)) {
            System.arraycopy(inside, 0, x, 0, x.length);
            problem.set(x);
            loss = problem.source.evaluate(gradient);
        }
        double steepest = problem.projected(x, gradient);
        if (!Double.isFinite(loss) || !Double.isFinite(steepest)) {
            problem.set(x);
            throw new DivergedException(
                    "LbfgsB: the loss is " + loss + " and the largest element of its projected gradient " + steepest
                            + "; start where both are finite");
        }
        if (steepest <= gradientTolerance) {
            isConverged = true;
            return;
        }
        Optional<LineSearch.Point> found = search(problem, x, loss, gradient);
        if (found.isEmpty() && !model.isEmpty()) {
            forgotten();
            found = search(problem, x, loss, gradient);
        }
        double now = found.map(point -> point.f).orElse(loss);
        isConverged = loss - now <= changeTolerance * Math.max(Math.max(Math.abs(loss), Math.abs(now)), 1);
        if (found.isPresent()) {
            double[] s = problem.x(), y = found.get().gradient.clone();
            for (int i = 0; i < x.length; i++) {
                s[i] -= x[i];
                y[i] -= gradient[i];
            }
            if (BoundedModel.dot(s, y) > EPSILON * BoundedModel.dot(y, y)) {
                model.add(s, y);
            }
        }
    }

    /** Moves to a lower point and returns it; stays at x if the direction has none. */
    private Optional<LineSearch.Point> search(Problem problem, double[] x, double loss, double[] gradient) {
        double[] d = model.minimum(x, gradient, problem.box);
        for (int i = 0; i < d.length; i++) {
            d[i] -= x[i];
        }
        LineSearch.Point start = new LineSearch.Point(0, gradient);
        start.f = loss;
        start.slope = BoundedModel.dot(gradient, d);
        if (!(start.slope < 0)) {
            return Optional.empty();
        }
        double longest = Math.max(1, problem.longest(x, d)), norm = Math.sqrt(BoundedModel.dot(d, d));
        LineSearch.Point found = start;
        try {
            found = new LineSearch(start, Arrays.stream(d).map(Math::abs).max().orElse(0), point -> {
                        problem.move(x, point.t, d);
                        double value = problem.source.evaluate(point.gradient);
                        point.slope = BoundedModel.dot(point.gradient, d);
                        return value;
                    })
                    .upTo(longest)
                    .find(model.isEmpty() ? Math.min(1 / norm, longest) : 1, 0);
        } finally {
            problem.move(x, found.t, d);
        }
        return found.f < loss ? Optional.of(found) : Optional.empty();
    }
}
