package dev.gradus.run;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import java.util.List;
import java.util.stream.Collectors;

/** The one number whose gradients a graph computes. */
final class Objective {
    private Objective() {}

    static boolean exists(Graph graph) {
        List<Node> outputs = graph.outputs();
        return outputs.size() == 1 && outputs.get(0).shape().elements() == 1;
    }

    static Node of(Graph graph) {
        if (!exists(graph)) {
            throw new IllegalStateException(
                    "Gradients are of one output of one element, such as a loss, but this graph has "
                            + graph.outputs().stream().map(Node::describe).collect(Collectors.joining(", "))
                            + ". Make a graph of the loss alone; Run.of(graph, parameters) shares the parameters");
        }
        return graph.outputs().get(0);
    }
}
