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
 * How good a model is on some examples: the means of its loss and metrics, and metrics of all predictions at once, such as
 * the area under a curve, which is no mean over batches.
 *
 * <pre>{@code
 * Evaluation evaluation = Evaluation.of(runs, validation)
 *         .withMetric("AUC", Metrics::areaUnderRoc)
 *         .withMetric("F1", (yHat, y) -> ConfusionMatrix.ofProbabilities(yHat, y).f1(1));
 * System.out.println(evaluation.get());
 * Trainer.of(runs, batches, optimizer).withValidation(evaluation)…
 * }</pre>
 *
 * <p>The examples should come in the same order each time: batches that are not shuffled. Not thread-safe.
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

    /** The means of the model's loss and metrics over these batches, at the parameters that the runs have by then. */
    public static Evaluation of(BatchRuns runs, Iterable<Batch> batches) {
        Objects.requireNonNull(runs, "runs");
        Objects.requireNonNull(batches, "batches");
        return new Evaluation(runs.evaluating(), batches, Map.of());
    }

    /**
     * The same with a metric of all predictions and targets, each joined along the first axis. The targets are the one input
     * that the {@linkplain BatchGraph#predicting prediction} does not need.
     *
     * @throws IllegalArgumentException if there is a metric of this name already, or the model does not say what it predicts, or
     *     it is open which of its inputs are the targets
     */
    public Evaluation withMetric(String name, ToDoubleBiFunction<Tensor, Tensor> metric) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(metric, "metric");
        BatchGraph model = runs.model(1);
        targets(model);
        Map<String, ToDoubleBiFunction<Tensor, Tensor>> more = new LinkedHashMap<>(metrics);
        if (model.metrics().containsKey(name) || more.putIfAbsent(name, metric) != null) {
            throw new IllegalArgumentException("Evaluation: there is a metric '" + name + "' already");
        }
        return new Evaluation(runs, batches, more);
    }

    /** Which tensor of a batch holds the targets. */
    private static int targets(BatchGraph model) {
        List<Input> others = new ArrayList<>(model.inputs());
        others.removeAll(prediction(model).inputs());
        if (others.size() != 1) {
            throw new IllegalArgumentException("Evaluation: the targets are the one input that the prediction does not"
                    + " need, but these are " + others + " of " + model.inputs());
        }
        return model.inputs().indexOf(others.get(0));
    }

    private static BatchGraph prediction(BatchGraph model) {
        return model.prediction()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Evaluation: the model does not say what it predicts; add .predicting(ŷ) to its BatchGraph"));
    }

    /**
     * Computes them at the present parameters.
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
