package dev.gradus.node;

import dev.gradus.tensor.Labels;
import java.util.Objects;

/** Checks the names of nodes and makes them final. */
public final class Names {
    private Names() {}

    static String checked(String name) {
        Objects.requireNonNull(name, "name");
        if (name.isBlank()) {
            throw new IllegalArgumentException("The name of a node must not be blank; leave the node unnamed instead");
        }
        return Labels.checked("a node", name);
    }

    /**
     * Makes the names of these nodes final: from now on {@link Node#named} refuses them. {@code Graph.of} calls this
     * for all nodes of a graph.
     */
    public static void fix(Iterable<? extends Node> nodes) {
        for (Node node : nodes) {
            node.fixName();
        }
    }
}
