package dev.gradus.train;

import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.file.States;
import dev.gradus.train.fit.LineSearch;
import dev.gradus.train.fit.QuasiNewton;
import dev.gradus.train.fit.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * L-BFGS (Liu, Nocedal 1989). A step moves along −H ∂J/∂W, where H approximates the inverse Hessian from the last m changes
 * of W and of the gradient, s and y; its length satisfies the strong Wolfe conditions.
 *
 * <pre>
 * H₀ = sᵀy / yᵀy   Hₖ₊₁ = (I − ρ s yᵀ) Hₖ (I − ρ y sᵀ) + ρ s sᵀ,  ρ = 1 / sᵀy
 * </pre>
 *
 * <p>One step evaluates several points, so the loss must be the same function in all steps: train on all data at once, not
 * on mini-batches.
 *
 * <pre>{@code
 * double loss = Lbfgs.of().minimize(run, 100);
 * }</pre>
 *
 * <p>The steps equal those of PyTorch's {@code LBFGS(lr=1, line_search_fn="strong_wolfe")}, if the first loss is at least 1. The
 * tolerances are PyTorch's, but relative to the first loss, its gradient and the current parameters where these are less
 * than 1, so that a loss or parameters in small units do not count as converged at the start.
 *
 * <p>The unit of the loss matters to the length of the first step: it is min(1, 1 / Σ |∂J/∂W|) ∂J/∂W, or at least 10⁻⁸ of
 * the parameters. If the sum is at least 1, another factor of the loss does not change the steps; for powers of two, the bits
 * are the same. A unit for all parameters matters to the first step only, too. Different units of parameters matter to
 * all steps, because H₀ has one curvature.
 *
 * <p>Not thread-safe.
 */
public final class Lbfgs implements Optimizer {
    private static final double LEAST_CURVATURE = 1e-10;

    /** The first step changes the parameters by at least this part, so that it is visible in them. */
    private static final double LEAST_CHANGE = 1e-8;

    private final int history;
    private final double gradientTolerance;
    private final double changeTolerance;
    private History remembered = new History(List.of(), 1);

    /** What the next step needs of the last one; empty before the first step. */
    private Optional<Last> last = Optional.empty();

    private boolean isConverged;
    private Optional<GivenGradients> known = Optional.empty();

    /**
     * @param gradient the gradient at the start of the last step
     * @param change the change that it made
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Last(double[] gradient, double[] change, Units units) {}

    /** The magnitudes of the first loss and of the largest element of its gradient, at most 1: the units of tolerances. */
    private record Units(double loss, double gradient) {
        static Units of(double loss, double[] gradient) {
            return new Units(Math.min(1, Math.abs(loss)), Math.min(1, Vectors.largest(gradient)));
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pair(double[] s, double[] y) {
        double rho() {
            return 1 / Vectors.dot(y, s);
        }
    }

    /**
     * The last changes, oldest first.
     *
     * @param curvature the curvature of H₀
     */
    private record History(List<Pair> pairs, double curvature) {
        /** Computes −H g by the two-loop recursion (Nocedal 1980). */
        double[] direction(double[] gradient) {
            double[] q = new double[gradient.length];
            for (int i = 0; i < q.length; i++) {
                q[i] = -gradient[i];
            }
            double[] alphas = new double[pairs.size()];
            for (int k = alphas.length - 1; k >= 0; k--) {
                Pair pair = pairs.get(k);
                alphas[k] = Vectors.dot(pair.s, q) * pair.rho();
                Vectors.add(q, -alphas[k], pair.y);
            }
            for (int i = 0; i < q.length; i++) {
                q[i] *= curvature;
            }
            for (int k = 0; k < alphas.length; k++) {
                Pair pair = pairs.get(k);
                double beta = Vectors.dot(pair.y, q) * pair.rho();
                Vectors.add(q, alphas[k] - beta, pair.s);
            }
            return q;
        }
    }

    private Lbfgs(int history, double gradientTolerance, double changeTolerance) {
        this.history = history;
        this.gradientTolerance = gradientTolerance;
        this.changeTolerance = changeTolerance;
    }

    /** Creates L-BFGS with PyTorch's defaults: a history of 10 steps, and tolerances of 10⁻⁷ and 10⁻⁹. */
    public static Lbfgs of() {
        return of(10, 1e-7, 1e-9);
    }

    /**
     * Creates L-BFGS.
     *
     * @param history m, the number of past steps to use
     * @param gradientTolerance the largest element of a gradient that counts as zero; relative to the first gradient if that
     *     has no element of 1
     * @param changeTolerance the largest change of the parameters, of the loss, or of the loss as predicted by the gradient,
     *     that counts as zero; relative to the parameters and the first loss if they are less than 1
     * @throws IllegalArgumentException if the history is not positive, or a tolerance is negative or not finite
     */
    public static Lbfgs of(int history, double gradientTolerance, double changeTolerance) {
        if (history < 1) {
            throw new IllegalArgumentException("Lbfgs: the history must be positive, not " + history);
        }
        UpdateMethod.notNegative("Lbfgs", "the tolerance of gradients", gradientTolerance);
        UpdateMethod.notNegative("Lbfgs", "the tolerance of changes", changeTolerance);
        return new Lbfgs(history, gradientTolerance, changeTolerance);
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
        return QuasiNewton.minimize("Lbfgs", this::step, this::isConverged, run, mostSteps);
    }

    @Override
    public void step(Run run) {
        List<Parameter> all =
                QuasiNewton.trained("Lbfgs", run.parameters(), run.graph().parameters());
        all.forEach(run::checkUpdate);
        GivenGradients given = given(run.parameters(), all);
        double[] gradient = new double[given.length()];
        given.read(run, gradient);
        step(run.parameters(), all, run.value(run.objective()).item(), gradient, numbers -> {
            double loss = run.forward();
            run.backward();
            given.read(run, numbers);
            return loss;
        });
    }

    /**
     * {@inheritDoc}
     *
     * <p>The source is evaluated at the current parameters and at further points along the direction.
     *
     * @throws IllegalStateException if some parameters are frozen
     */
    @Override
    public void step(Parameters parameters, GradientSource source) {
        Objects.requireNonNull(source, "source");
        List<Parameter> all = QuasiNewton.trained("Lbfgs", parameters, parameters.all());
        if (all.size() < parameters.all().size()) {
            throw new IllegalStateException("Lbfgs: a gradient source does not support frozen parameters; unfreeze "
                    + parameters.all().stream()
                            .filter(one -> !all.contains(one))
                            .toList());
        }
        double[] gradient = new double[given(parameters, all).length()];
        double loss = source.evaluate(gradient);
        step(parameters, all, loss, gradient, source);
    }

    private GivenGradients given(Parameters parameters, List<Parameter> all) {
        if (known.isEmpty() || !known.get().isOf(parameters, all)) {
            if (last.isPresent()) {
                throw new IllegalStateException(
                        "Lbfgs: its memory belongs to other parameters than these; create a new optimizer");
            }
            known = Optional.of(GivenGradients.of(parameters, all));
        }
        return known.get();
    }

    private void step(
            Parameters parameters, List<Parameter> all, double loss, double[] gradient, GradientSource source) {
        if (!Double.isFinite(loss) || !Double.isFinite(Vectors.largest(gradient))) {
            throw new DivergedException("Lbfgs: the loss is " + loss + " and the largest element of its gradient "
                    + Vectors.largest(gradient) + "; start where both are finite");
        }
        Units units = last.map(Last::units).orElseGet(() -> Units.of(loss, gradient));
        if (Vectors.largest(gradient) <= gradientTolerance * units.gradient) {
            isConverged = true;
            return;
        }
        History now = withLast(gradient);
        double[] direction = now.direction(gradient), x = Vectors.values(parameters, all);
        double scale = last.isPresent() ? 1 : Math.scalb(1.0, -Math.getExponent(Vectors.largest(gradient)));
        Arrays.setAll(direction, i -> scale * direction[i]); // so that the slope neither overflows nor underflows
        LineSearch.Point start = new LineSearch.Point(0, gradient);
        start.f = loss;
        start.slope = Vectors.dot(gradient, direction);
        if (last.isPresent() && start.slope > -changeTolerance * units.loss || start.slope >= 0) {
            isConverged = true;
            return;
        }
        double size = Vectors.largest(x), longest = Vectors.largest(direction);
        double first = last.isPresent()
                ? 1
                : Math.max(Math.min(1, 1 / sumOfMagnitudes(gradient)) / scale, LEAST_CHANGE * size / longest);
        double leastChange = changeTolerance * Math.min(1, size);
        LineSearch.Point found = start;
        try {
            found = new LineSearch(start, longest, point -> {
                        move(parameters, all, x, point.t, direction);
                        double value = source.evaluate(point.gradient);
                        point.slope = Vectors.dot(point.gradient, direction);
                        return value;
                    })
                    .find(first, leastChange);
        } finally {
            move(parameters, all, x, found.t, direction);
        }
        double[] change = direction.clone();
        for (int i = 0; i < change.length; i++) {
            change[i] *= found.t;
        }
        remembered = now; // not earlier, because a step that throws or finds no direction must change nothing
        last = Optional.of(new Last(gradient, change, units));
        isConverged = Vectors.largest(found.gradient) <= gradientTolerance * units.gradient
                || Vectors.largest(change) <= leastChange
                || Math.abs(found.f - loss) <= changeTolerance * units.loss;
    }

    /** Appends the last step to the history, unless the gradient barely increased along it. */
    private History withLast(double[] gradient) {
        if (last.isEmpty()) {
            return remembered;
        }
        double[] y = gradient.clone(), s = last.get().change;
        for (int i = 0; i < y.length; i++) {
            y[i] -= last.get().gradient[i];
        }
        double along = Vectors.dot(y, s);
        if (along <= LEAST_CURVATURE * last.get().units.loss) {
            return remembered;
        }
        List<Pair> pairs = new ArrayList<>(remembered.pairs);
        if (pairs.size() == history) {
            pairs.remove(0);
        }
        pairs.add(new Pair(s, y));
        return new History(pairs, Vectors.dividedBySquare(along, y));
    }

    private static void move(Parameters parameters, List<Parameter> all, double[] x, double t, double[] direction) {
        double[] next = new double[x.length];
        Arrays.setAll(next, i -> t == 0 ? x[i] : x[i] + t * direction[i]);
        Vectors.set(parameters, all, next);
    }

    private static double sumOfMagnitudes(double[] x) {
        double sum = 0;
        for (double each : x) {
            sum += Math.abs(each);
        }
        return sum;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The memory is the pairs s and y, their number, the gradient and change of the last step, and the units of tolerances.
     */
    @Override
    public Resumable memory(Parameters parameters) {
        int length = given(parameters, QuasiNewton.trained("Lbfgs", parameters, parameters.all()))
                .length();
        return new Resumable() {
            @Override
            public Map<String, Tensor> state() {
                double[] s = new double[history * length], y = new double[history * length];
                int at = 0;
                for (Pair pair : remembered.pairs) {
                    System.arraycopy(pair.s, 0, s, at, length);
                    System.arraycopy(pair.y, 0, y, at, length);
                    at += length;
                }
                Map<String, Tensor> state = new LinkedHashMap<>();
                state.put("pairs", Tensor.scalar(remembered.pairs.size()));
                state.put("s", Tensor.of(Shape.of(history, length), s));
                state.put("y", Tensor.of(Shape.of(history, length), y));
                state.put("curvature", Tensor.scalar(remembered.curvature));
                state.put("begun", Tensor.scalar(last.isPresent() ? 1 : 0));
                state.put("gradient", Tensor.of(last.map(Last::gradient).orElseGet(() -> new double[length])));
                state.put("change", Tensor.of(last.map(Last::change).orElseGet(() -> new double[length])));
                Units units = last.map(Last::units).orElse(new Units(1, 1));
                state.put("units", Tensor.of(units.loss, units.gradient));
                return state;
            }

            @Override
            public void restore(Map<String, Tensor> state) {
                Objects.requireNonNull(state, "state");
                long count = States.count(state, "pairs"), begun = States.count(state, "begun");
                if (count > history || begun > 1) {
                    throw new IllegalArgumentException(
                            "Lbfgs: a state has at most " + history + " pairs, not " + count);
                }
                double[] s = States.numbers(state, "s", history, length),
                        y = States.numbers(state, "y", history, length);
                double[] units = States.numbers(state, "units", 2);
                Last saved = new Last(
                        States.numbers(state, "gradient", length),
                        States.numbers(state, "change", length),
                        new Units(units[0], units[1]));
                double curvature = States.numbers(state, "curvature")[0];
                List<Pair> pairs = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    pairs.add(new Pair(
                            Arrays.copyOfRange(s, i * length, (i + 1) * length),
                            Arrays.copyOfRange(y, i * length, (i + 1) * length)));
                }
                remembered = new History(pairs, curvature);
                last = begun == 1 ? Optional.of(saved) : Optional.empty();
            }
        };
    }
}
