package dev.gradus.graph;

import dev.gradus.node.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Everything that some nodes are computed from, inputs before what uses them: a depth-first search in post-order, with a
 * stack of its own, so that a chain of a million nodes is no deeper than any other. Its time is linear in the number of
 * edges, and the same nodes always come in the same order.
 */
public final class TopologicalOrder {
    private TopologicalOrder() {}

    /** The nodes that lead to these outputs, the outputs included, each once. */
    public static List<Node> of(Collection<? extends Node> outputs) {
        List<Node> order = new ArrayList<>();
        Set<Node> seen = new HashSet<>();
        Deque<Visit> open = new ArrayDeque<>();
        for (Node output : outputs) {
            if (seen.add(output)) {
                open.push(new Visit(output));
            }
            while (!open.isEmpty()) {
                Visit visit = open.peek();
                if (!visit.rest.hasNext()) {
                    order.add(open.pop().node);
                    continue;
                }
                Node input = visit.rest.next();
                if (seen.add(input)) {
                    open.push(new Visit(input));
                }
            }
        }
        return order;
    }

    /** A node whose inputs are being visited. */
    private record Visit(Node node, Iterator<Node> rest) {
        Visit(Node node) {
            this(node, node.inputs().iterator());
        }
    }
}
