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
 * A model at one batch size.
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
 * @param graph the graph to run, for training a graph of the loss
 * @param inputs where the tensors of a {@link Batch} go, in their order
 * @param metrics nodes of the graph that are means over the batch's examples, by name
 * @param prediction what the trained model computes of fewer inputs, if it was named
 */
public record BatchGraph(Graph graph, List<Input> inputs, Map<String, Node> metrics, Optional<BatchGraph> prediction) {
    /**
     * Checks that a batch feeds every input of the graph, and that it computes the metrics.
     *
     * @throws IllegalArgumentException if the inputs are not those of the graph, each once, or a metric is none of its nodes
     */
    public BatchGraph {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(metrics, "metrics");
        Objects.requireNonNull(prediction, "prediction");
        inputs = List.copyOf(inputs);
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        List<Input> sorted = graph.inputs();
        if (inputs.size() != sorted.size() || !inputs.containsAll(sorted)) {
            throw new IllegalArgumentException("BatchGraph: a batch feeds each input of the graph, but the graph has "
                    + sorted + " and named are " + inputs);
        }
        for (Map.Entry<String, Node> metric : metrics.entrySet()) {
            if (!graph.nodes().contains(metric.getValue())) {
                throw new IllegalArgumentException("BatchGraph: the graph does not compute the metric '"
                        + metric.getKey() + "', " + metric.getValue().describe());
            }
        }
    }

    /** The graph of this output, such as the loss, fed through these inputs. */
    public static BatchGraph of(Node output, Input... inputs) {
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(inputs, "inputs");
        return new BatchGraph(Graph.of(output), List.of(inputs), Map.of(), Optional.empty());
    }

    /**
     * The same model, which computes this too in every forward pass: a mean over the batch's examples, of any shape. Over
     * several batches the mean is weighted by their sizes.
     *
     * @throws IllegalArgumentException if there is a metric of this name already, or the metric needs an input that a batch
     *     does not feed
     */
    public BatchGraph withMetric(String name, Node metric) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(metric, "metric");
        Map<String, Node> more = new LinkedHashMap<>(metrics);
        if (more.putIfAbsent(name, metric) != null) {
            throw new IllegalArgumentException("BatchGraph: there is a metric '" + name + "' already");
        }
        return new BatchGraph(withOutput(metric), inputs, more, prediction);
    }

    /**
     * The same model, of which this is the prediction: what a {@link Predictor} serves and an {@link Evaluation} compares with
     * the targets. It needs the features, but not the targets. Training does not compute it, unless the loss needs it.
     *
     * @param yHat an output for each example, along its first axis
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

    /** What predicts: the prediction if one was named, or else this. */
    BatchGraph served() {
        return prediction.orElse(this);
    }

    /** Computes the prediction too. */
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
