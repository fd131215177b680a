package dev.gradus.train;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A model for one batch size.
 *
 * <pre>{@code
 * BatchGraph model(int n) {
 *     Input x = Input.of("x", n, 20), y = Input.of("y", n, 1);
 *     Node yHat = layers(x).sigmoid();
 *     return BatchGraph.of(new MseLoss(yHat, y), x, y)
 *             .withMetric("accuracy", Metrics.accuracy(yHat, y))
 *             .predicting(yHat);
 * }
 * }</pre>
 *
 * @param graph the graph to run; for training, the graph of the loss
 * @param inputs the inputs that the tensors of a {@link Batch} feed, in their order
 * @param metrics nodes of the graph that are means over the batch's examples, by name
 * @param prediction the model without the loss, if {@link #predicting} named one
 */
public record BatchGraph(Graph graph, List<Input> inputs, Map<String, Node> metrics, Optional<BatchGraph> prediction) {
    /**
     * Checks that a batch feeds each input of the graph and that the graph computes the metrics.
     *
     * @throws IllegalArgumentException if the inputs are not exactly those of the graph, or a metric is not one of its nodes
     */
    public BatchGraph {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(metrics, "metrics");
        Objects.requireNonNull(prediction, "prediction");
        inputs = List.copyOf(inputs);
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        List<Input> sorted = graph.inputs();
        if (inputs.size() != sorted.size() || !inputs.containsAll(sorted)) {
            throw new IllegalArgumentException("BatchGraph: the inputs must be exactly those of the graph, which has "
                    + sorted + ", but they are " + inputs);
        }
        for (Map.Entry<String, Node> metric : metrics.entrySet()) {
            if (!graph.nodes().contains(metric.getValue())) {
                throw new IllegalArgumentException("BatchGraph: the graph does not compute the metric '"
                        + metric.getKey() + "', " + metric.getValue().describe());
            }
        }
    }

    /** Creates a model that computes this output, such as the loss, from these inputs. */
    public static BatchGraph of(Node output, Input... inputs) {
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(inputs, "inputs");
        return new BatchGraph(Graph.of(output), List.of(inputs), Map.of(), Optional.empty());
    }

    /**
     * Returns the same model with a metric that each forward pass computes: a mean over the batch's examples, of any shape.
     * Over several batches, the mean is weighted by batch size.
     *
     * @throws IllegalArgumentException if there is already a metric of this name, or the metric needs an input that a batch
     *     does not feed
     */
    public BatchGraph withMetric(String name, Node metric) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(metric, "metric");
        Map<String, Node> more = new LinkedHashMap<>(metrics);
        if (more.putIfAbsent(name, metric) != null) {
            throw new IllegalArgumentException("BatchGraph: there is already a metric '" + name + "'");
        }
        return new BatchGraph(withOutput(metric), inputs, more, prediction);
    }

    /**
     * Returns the same model with a prediction, which a {@link Predictor} serves and an {@link Evaluation} compares with the
     * targets. It depends on the features but not on the targets. Training computes it only if the loss needs it.
     *
     * @param yHat one output for each example, along its first axis
     * @throws IllegalArgumentException if it needs an input that a batch does not feed
     */
    public BatchGraph predicting(Node yHat) {
        Objects.requireNonNull(yHat, "yHat");
        Graph predicted = Graph.of(yHat);
        List<Input> features = new ArrayList<>(inputs);
        features.retainAll(predicted.inputs());
        return new BatchGraph(
                graph, inputs, metrics, Optional.of(new BatchGraph(predicted, features, Map.of(), Optional.empty())));
    }

    BatchGraph served() {
        return prediction.orElse(this);
    }

    BatchGraph evaluated() {
        return prediction
                .map(yHat -> new BatchGraph(withOutput(yHat.graph.outputs().get(0)), inputs, metrics, prediction))
                .orElse(this);
    }

    private Graph withOutput(Node node) {
        List<Node> outputs = new ArrayList<>(graph.outputs());
        if (!outputs.contains(node)) {
            outputs.add(node);
        }
        return Graph.of(outputs);
    }
}
