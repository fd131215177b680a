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

/**
 * A model at one batch size.
 *
 * @param graph the graph to run, for training a graph of the loss
 * @param inputs where the tensors of a {@link Batch} go, in their order
 * @param metrics nodes of the graph that are means over the batch's examples, by name
 */
public record BatchGraph(Graph graph, List<Input> inputs, Map<String, Node> metrics) {
    /**
     * Checks that a batch feeds every input of the graph, and that it computes the metrics.
     *
     * @throws IllegalArgumentException if the inputs are not those of the graph, each once, or a metric is none of its nodes
     */
    public BatchGraph {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(metrics, "metrics");
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

    /** A model without metrics. */
    public BatchGraph(Graph graph, List<Input> inputs) {
        this(graph, inputs, Map.of());
    }

    /** The graph of this output, such as the loss, fed through these inputs. */
    public static BatchGraph of(Node output, Input... inputs) {
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(inputs, "inputs");
        return new BatchGraph(Graph.of(output), List.of(inputs));
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
        List<Node> outputs = new ArrayList<>(graph.outputs());
        outputs.add(metric);
        return new BatchGraph(Graph.of(outputs), inputs, more);
    }
}
