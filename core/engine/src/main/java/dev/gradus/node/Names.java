package dev.gradus.node;

import dev.gradus.tensor.Labels;
import java.util.Objects;

/** The names of nodes, and when they become fixed. */
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
     * From here on {@link Node#named} refuses these nodes, because their names have been used. {@code Graph.of} does this
     * with all nodes of a graph.
     */
    public static void fix(Iterable<? extends Node> nodes) {
        for (Node node : nodes) {
            node.fixName();
        }
    }
}
