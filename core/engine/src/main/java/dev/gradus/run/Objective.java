package dev.gradus.run;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import java.util.Objects;
import java.util.Optional;

/** The node of one element that a run differentiates: the one that the user named, or else the graph's only output. */
record Objective(Graph graph, Optional<Node> node) {
    /** Returns the graph's only output as the objective, if it has one element. */
    static Objective of(Graph graph) {
        return new Objective(
                graph,
                Objects.requireNonNull(graph, "graph").outputs().size() == 1
                        ? Optional.of(graph.outputs().get(0)).filter(Objective::isNumber)
                        : Optional.empty());
    }

    /**
     * Returns a node of the graph as the objective.
     *
     * @throws IllegalArgumentException if it is not part of the graph, or does not have exactly one element
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

    /** @throws IllegalStateException if there is none; the message says how to name one */
    Node orThrow() {
        return node.orElseThrow(
                () -> new IllegalStateException("Gradients need an objective of one element, such as a loss, but the"
                        + " outputs are " + Nodes.describe(graph.outputs()) + ". " + remedy()));
    }

    private String remedy() {
        return graph.outputs().stream()
                .filter(Objective::isNumber)
                .findFirst()
                .map(one -> "Name the objective: Run.builder(graph).objective(" + one.expression() + ")")
                .orElse("Reduce one to a single number with sum() or mean()");
    }

    /** Reuses the sorted nodes of the graph if the objective is its only output. */
    Gradients gradients() {
        return graph.outputs().size() == 1 && graph.outputs().get(0) == orThrow()
                ? Gradients.of(graph)
                : Gradients.of(orThrow());
    }
}
