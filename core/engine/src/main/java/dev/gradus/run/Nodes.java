package dev.gradus.run;

import dev.gradus.graph.Graph;
import dev.gradus.graph.Lookalikes;
import dev.gradus.node.Node;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Describes and checks lists of nodes. */
final class Nodes {
    private Nodes() {}

    static String describe(Collection<? extends Node> nodes) {
        return nodes.isEmpty() ? "none" : nodes.stream().map(Node::describe).collect(Collectors.joining(", "));
    }

    static String names(Collection<? extends Node> nodes) {
        return nodes.stream().map(Node::expression).collect(Collectors.joining(", "));
    }

    static List<Node> checkedPartOf(Graph graph, String option, Node... nodes) {
        Objects.requireNonNull(nodes, "nodes");
        for (Node node : nodes) {
            if (!graph.nodes().contains(node)) {
                throw new IllegalArgumentException("Run: " + option + "(" + node.expression()
                        + ") names a node that the outputs " + describe(graph.outputs()) + " do not depend on"
                        + Lookalikes.hint(node, graph.nodes()));
            }
        }
        return List.of(nodes);
    }
}
