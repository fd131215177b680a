package dev.gradus.train;

import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Accumulates the gradients of several mini-batches into their mean, weighted by batch size. If the loss is a mean over
 * examples, this is the gradient of one large batch.
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
 * <p>The sum is computed in a {@link FixedTree} over batch numbers, so it does not depend on the order of arrival. The runs
 * must share their Parameters, and their graphs must have the same parameters. Not thread-safe.
 */
public final class Accumulation {
    private final Optimizer optimizer;
    private final Map<Run, Long> passes = new HashMap<>();
    private Optional<Run> last = Optional.empty();
    private Optional<GivenGradients> given = Optional.empty();
    private FixedTree sum = FixedTree.ofLength(0);

    private Accumulation(Optimizer optimizer) {
        this.optimizer = optimizer;
    }

    /** Creates an accumulation that steps this optimizer with mean gradients. */
    public static Accumulation of(Optimizer optimizer) {
        Objects.requireNonNull(optimizer, "optimizer");
        return new Accumulation(optimizer);
    }

    /**
     * Adds the gradients of a run's last backward pass as the next batch.
     *
     * @param weight the weight of the gradients: the number of examples in the batch
     * @throws IllegalArgumentException if the weight is not positive and finite, or the run's parameters differ from those
     *     of earlier runs
     * @throws IllegalStateException if there was no backward pass since the last forward pass, if its gradients were already
     *     added or used, or if the parameters have changed since
     */
    public void add(Run run, double weight) {
        add(run, weight, sum.blocks());
    }

    /**
     * Adds the gradients of a run's last backward pass as the batch with this number, in any order.
     *
     * @param weight the weight of the gradients: the number of examples in the batch
     * @param number the number of the batch, from 0
     * @throws IllegalArgumentException if the weight is not positive and finite, the number is negative or was already
     *     added, or the run's parameters differ from those of earlier runs
     * @throws IllegalStateException if there was no backward pass since the last forward pass, if its gradients were already
     *     added or used, or if the parameters have changed since
     */
    public void add(Run run, double weight, long number) {
        UpdateMethod.positive("Accumulation", "the weight", weight);
        last.ifPresent(other -> checkSameParameters(run, other));
        run.graph().parameters().forEach(run::checkUpdate);
        Long before = passes.get(run);
        if (before != null && before == run.backwardPasses()) {
            throw new IllegalStateException("Accumulation: the gradients of this backward pass were already added;"
                    + " call forward() and backward() before the next add");
        }
        if (last.isEmpty()) {
            begin(run);
        }
        add(weight, number, run);
        last = Optional.of(run);
    }

    private void add(double weight, long number, Run run) {
        int length = given.orElseThrow().length();
        double[] weighted = new double[length + 1];
        given.orElseThrow().read(run, weighted);
        weighted[length] = 1;
        for (int i = 0; i < weighted.length; i++) {
            weighted[i] *= weight;
        }
        sum.add(number, weighted);
        passes.put(run, run.backwardPasses());
    }

    private void begin(Run run) {
        if (given.isEmpty() || !given.get().isOf(run.parameters(), run.graph().parameters())) {
            given = Optional.of(GivenGradients.of(run.parameters(), run.graph().parameters()));
        }
        sum = FixedTree.ofLength(given.get().length() + 1);
    }

    private static void checkSameParameters(Run run, Run other) {
        if (run.parameters() != other.parameters()) {
            throw new IllegalArgumentException("Accumulation: the runs do not share their Parameters;"
                    + " create them with Run.of(graph, parameters)");
        }
        if (!new HashSet<>(run.graph().parameters())
                .equals(new HashSet<>(other.graph().parameters()))) {
            throw new IllegalArgumentException("Accumulation: the graphs have different parameters: "
                    + run.graph().parameters() + " and " + other.graph().parameters());
        }
    }

    /**
     * Steps the optimizer once with the mean gradients and then clears the accumulation.
     *
     * @throws IllegalStateException if nothing was added, if the parameters have changed since, or if a number is missing,
     *     which may still be added
     * @throws DivergedException if a number would become infinite or NaN; all parameters are then unchanged
     */
    public void step() {
        Run run = last.orElseThrow(
                () -> new IllegalStateException("Accumulation: nothing was added since the last step"));
        double[] mean = sum.sum();
        try {
            for (Parameter parameter : run.graph().parameters()) {
                run.checkUpdate(parameter);
            }
            double weight = mean[mean.length - 1];
            for (int i = 0; i < mean.length; i++) {
                mean[i] /= weight;
            }
            optimizer.step(given.orElseThrow().run(mean));
        } finally {
            sum.clear();
            passes.clear();
            last = Optional.empty();
        }
    }
}
