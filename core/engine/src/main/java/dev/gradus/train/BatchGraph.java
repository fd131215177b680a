package dev.gradus.train;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import java.util.List;
import java.util.Objects;

/**
 * A model at one batch size.
 *
 * @param graph the graph to run, for training a graph of the loss
 * @param inputs where the tensors of a {@link Batch} go, in their order
 */
public record BatchGraph(Graph graph, List<Input> inputs) {
    /**
     * Checks that a batch feeds every input of the graph.
     *
     * @throws IllegalArgumentException if the inputs are not those of the graph, each once
     */
    public BatchGraph {
        Objects.requireNonNull(inputs, "inputs");
        inputs = List.copyOf(inputs);
        List<Input> sorted = graph.inputs();
        if (inputs.size() != sorted.size() || !inputs.containsAll(sorted)) {
            throw new IllegalArgumentException("BatchGraph: a batch feeds each input of the graph, but the graph has "
                    + sorted + " and named are " + inputs);
        }
    }

    /** The graph of this output, such as the loss, fed through these inputs. */
    public static BatchGraph of(Node output, Input... inputs) {
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(inputs, "inputs");
        return new BatchGraph(Graph.of(output), List.of(inputs));
    }
}
