package dev.gradus.train;

import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;

/**
 * Evaluates a model on some examples. It computes the means of the loss and the metrics, and metrics that need all
 * predictions at once, such as the area under a curve.
 *
 * <pre>{@code
 * Evaluation evaluation = Evaluation.of(runs, validation)
 *         .withMetric("AUC", Metrics::areaUnderRoc)
 *         .withMetric("F1", (yHat, y) -> ConfusionMatrix.ofProbabilities(yHat, y).f1(1));
 * System.out.println(evaluation.get());
 * Trainer.of(runs, batches, optimizer).withValidation(evaluation)…
 * }</pre>
 *
 * <p>The examples should have the same order each time, so do not shuffle the batches. Not thread-safe.
 */
public final class Evaluation implements Supplier<Means> {
    private final BatchRuns runs;
    private final Iterable<Batch> batches;
    private final Map<String, ToDoubleBiFunction<Tensor, Tensor>> metrics;

    private Evaluation(
            BatchRuns runs, Iterable<Batch> batches, Map<String, ToDoubleBiFunction<Tensor, Tensor>> metrics) {
        this.runs = runs;
        this.batches = batches;
        this.metrics = metrics;
    }

    /** Evaluates the model's loss and metrics over these batches, at the parameters that the runs have at that time. */
    public static Evaluation of(BatchRuns runs, Iterable<Batch> batches) {
        Objects.requireNonNull(runs, "runs");
        Objects.requireNonNull(batches, "batches");
        return new Evaluation(runs.evaluating(), batches, Map.of());
    }

    /**
     * Returns the same evaluation with a metric of all predictions and targets, each concatenated along the first axis. The
     * targets are the one input that the {@linkplain BatchGraph#predicting prediction} does not need.
     *
     * @throws IllegalArgumentException if there is already a metric of this name, the model has no prediction, or it is
     *     ambiguous which input has the targets
     */
    public Evaluation withMetric(String name, ToDoubleBiFunction<Tensor, Tensor> metric) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(metric, "metric");
        BatchGraph model = runs.model(1);
        targets(model);
        Map<String, ToDoubleBiFunction<Tensor, Tensor>> more = new LinkedHashMap<>(metrics);
        if (model.metrics().containsKey(name) || more.putIfAbsent(name, metric) != null) {
            throw new IllegalArgumentException("Evaluation: there is already a metric '" + name + "'");
        }
        return new Evaluation(runs, batches, more);
    }

    private static int targets(BatchGraph model) {
        List<Input> others = new ArrayList<>(model.inputs());
        others.removeAll(prediction(model).inputs());
        if (others.size() != 1) {
            throw new IllegalArgumentException("Evaluation: exactly one input, the targets, must not be needed by"
                    + " the prediction, but of " + model.inputs() + " it does not need " + others);
        }
        return model.inputs().indexOf(others.get(0));
    }

    private static BatchGraph prediction(BatchGraph model) {
        return model.prediction()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Evaluation: the model has no prediction; add .predicting(ŷ) to its BatchGraph"));
    }

    /**
     * Computes the loss and the metrics at the current parameters.
     *
     * @throws IllegalArgumentException if there are no examples
     */
    @Override
    public Means get() {
        WeightedMeans means = new WeightedMeans();
        List<Tensor> predictions = new ArrayList<>();
        List<Tensor> targets = new ArrayList<>();
        for (Batch batch : batches) {
            Run run = runs.feed(batch);
            means.add(run.forward(), runs.metrics(batch.size(), run), batch.size());
            if (!metrics.isEmpty()) {
                BatchGraph model = runs.made(batch.size());
                Node yHat = prediction(model).graph().outputs().get(0);
                predictions.add(run.value(yHat));
                targets.add(batch.tensors().get(targets(model)));
            }
        }
        Means whole = means.get("Evaluation: there are no examples");
        if (metrics.isEmpty()) {
            return whole;
        }
        Tensor yHat = Tensor.joined(predictions), y = Tensor.joined(targets);
        Map<String, Tensor> all = new LinkedHashMap<>(whole.metrics());
        metrics.forEach((name, metric) -> all.put(name, Tensor.scalar(metric.applyAsDouble(yHat, y))));
        return new Means(whole.loss(), all);
    }
}
