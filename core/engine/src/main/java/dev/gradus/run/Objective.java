package dev.gradus.run;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import java.util.Objects;
import java.util.Optional;

/** The one number whose gradients a run computes: the node that was named, or else the graph's only output. */
record Objective(Graph graph, Optional<Node> node) {
    /** The graph's one output, if there is only one and it has one element. */
    static Objective of(Graph graph) {
        return new Objective(
                graph,
                Objects.requireNonNull(graph, "graph").outputs().size() == 1
                        ? Optional.of(graph.outputs().get(0)).filter(Objective::isNumber)
                        : Optional.empty());
    }

    /**
     * This node of the graph.
     *
     * @throws IllegalArgumentException if it is not part of the graph or has not one element
     */
    static Objective of(Graph graph, Node node) {
        Objects.requireNonNull(node, "objective");
        Nodes.checkedPartOf(graph, "objective", node);
        if (!isNumber(node)) {
            throw new IllegalArgumentException("Run: objective(" + node.expression() + ") must have one element, but "
                    + node.describe() + " has " + node.shape().elements()
                    + (node.shape().elements() == 0 ? "" : "; take its sum() or mean()"));
        }
        return new Objective(graph, Optional.of(node));
    }

    private static boolean isNumber(Node node) {
        return node.shape().elements() == 1;
    }

    boolean exists() {
        return node.isPresent();
    }

    /** @throws IllegalStateException if there is none, with the way to name one */
    Node orThrow() {
        return node.orElseThrow(
                () -> new IllegalStateException("Gradients are of one output of one element, such as a loss, but this"
                        + " graph has " + Nodes.describe(graph.outputs()) + ". " + remedy()));
    }

    private String remedy() {
        return graph.outputs().stream()
                .filter(Objective::isNumber)
                .findFirst()
                .map(one -> "Say which one is the objective: Run.builder(graph).objective(" + one.expression() + ")")
                .orElse("Make one number of it, with sum() or mean()");
    }

    /** Its gradients; the nodes of a graph of it alone are not sorted again. */
    Gradients gradients() {
        return graph.outputs().size() == 1 && graph.outputs().get(0) == orThrow()
                ? Gradients.of(graph)
                : Gradients.of(orThrow());
    }
}
