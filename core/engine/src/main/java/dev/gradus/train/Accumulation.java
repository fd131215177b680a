package dev.gradus.train;

import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The gradients of several mini-batches as one: their mean, weighted by the batches' sizes, which is the gradient of one
 * big batch where the loss is a mean over examples.
 *
 * <pre>{@code
 * Accumulation mean = Accumulation.of(optimizer);
 * for (Batch batch : parts) {
 *     Run run = runs.feed(batch);
 *     run.forward();
 *     run.backward();
 *     mean.add(run, batch.size());
 * }
 * mean.step();
 * }</pre>
 *
 * <p>The runs share their Parameters and have the same parameters in their graphs. Not thread-safe.
 */
public final class Accumulation {
    private final FirstOrderOptimizer optimizer;
    private final Map<Parameter, GradientSum> sums = new HashMap<>();
    private final Map<Run, Long> passes = new HashMap<>();
    private Optional<Run> last = Optional.empty();
    private double weight;

    /** Whether an add is under way; if an error ended one, the sums are invalid. */
    private boolean isAdding;

    /** The weighted sum of a parameter's gradients, and the array they are read into. */
    private static final class GradientSum {
        private final double[] total;
        private final double[] gradient;

        GradientSum(int elements) {
            total = new double[elements];
            gradient = new double[elements];
        }
    }

    private Accumulation(FirstOrderOptimizer optimizer) {
        this.optimizer = optimizer;
    }

    /** Steps of this optimizer with mean gradients. */
    public static Accumulation of(FirstOrderOptimizer optimizer) {
        Objects.requireNonNull(optimizer, "optimizer");
        return new Accumulation(optimizer);
    }

    /**
     * Adds the gradients of a run's last backward pass.
     *
     * @param weight how much they count: the number of examples in the batch
     * @throws IllegalArgumentException if the weight is not positive and finite, or the run has other parameters than the
     *     ones before
     * @throws IllegalStateException if there was no backward pass since the last forward pass, if its gradients were added
     *     or used already, or if the parameters changed since
     */
    public void add(Run run, double weight) {
        UpdateMethod.positive("Accumulation", "the weight", weight);
        checkWhole();
        last.ifPresent(other -> checkSameParameters(run, other));
        run.graph().parameters().forEach(run::checkUpdate);
        Long before = passes.get(run);
        if (before != null && before == run.backwardPasses()) {
            throw new IllegalStateException("Accumulation: the gradients of this backward pass were added already;"
                    + " call forward() and backward() before the next add");
        }
        isAdding = true;
        passes.put(run, run.backwardPasses());
        for (Parameter parameter : run.graph().parameters()) {
            GradientSum sum = sums.computeIfAbsent(
                    parameter, key -> new GradientSum(key.shape().elements()));
            run.readGradient(parameter, sum.gradient);
            for (int i = 0; i < sum.total.length; i++) {
                sum.total[i] += weight * sum.gradient[i];
            }
        }
        this.weight += weight;
        last = Optional.of(run);
        isAdding = false;
    }

    private void checkWhole() {
        if (isAdding) {
            clear();
            throw new IllegalStateException(
                    "Accumulation: an error ended an earlier add midway, so all that was added since"
                            + " the last step has been dropped; begin again with the first of these batches");
        }
    }

    private void clear() {
        sums.clear();
        passes.clear();
        last = Optional.empty();
        weight = 0;
        isAdding = false;
    }

    private static void checkSameParameters(Run run, Run other) {
        if (run.parameters() != other.parameters()) {
            throw new IllegalArgumentException("Accumulation: the runs do not share their Parameters;"
                    + " make them with Run.of(graph, parameters)");
        }
        if (!new HashSet<>(run.graph().parameters())
                .equals(new HashSet<>(other.graph().parameters()))) {
            throw new IllegalArgumentException("Accumulation: the graphs have different parameters: "
                    + run.graph().parameters() + " and " + other.graph().parameters());
        }
    }

    /**
     * Makes one step of the optimizer with the mean gradients, and starts again from nothing.
     *
     * @throws IllegalStateException if nothing was added
     * @throws DivergedException if a number would become infinite or NaN; all parameters are then as they were
     */
    public void step() {
        checkWhole();
        Run run = last.orElseThrow(
                () -> new IllegalStateException("Accumulation: nothing was added since the last step"));
        try {
            optimizer.step(run, this);
        } finally {
            clear();
        }
    }

    void read(Parameter parameter, double[] mean) {
        double[] total = Objects.requireNonNull(sums.get(parameter)).total;
        for (int i = 0; i < mean.length; i++) {
            mean[i] = total[i] / weight;
        }
    }
}
