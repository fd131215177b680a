package dev.gradus.graph;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Counts how often formulas write each node. */
public final class WrittenUses {
    private WrittenUses() {}

    /**
     * Returns the nodes that formulas of these results contain, with the number of uses. A node is missing if it is
     * read only by the computed form of an op that has another {@linkplain Op#written() written} form.
     */
    public static Map<Node, Integer> of(Collection<? extends Node> results) {
        Map<Node, Integer> uses = new HashMap<>();
        Deque<Node> open = new ArrayDeque<>(Objects.requireNonNull(results, "results"));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (uses.merge(node, 1, Integer::sum) == 1) {
                Node written = node instanceof Op op ? op.written() : node;
                open.addAll(written == node ? node.inputs() : List.of(written));
            }
        }
        return uses;
    }
}
