package dev.gradus.graph;

import dev.gradus.node.Node;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Sorts nodes by depth-first search in post-order. It uses explicit stacks, so the depth is unlimited, and takes time
 * linear in the number of edges.
 */
final class DepthFirstSearch {
    private final TopologicalOrder order;

    /**
     * The nodes whose inputs are being visited, each an input of the one below it, and the index of the next input of
     * each.
     */
    private Node[] open = new Node[8];

    private int[] next = new int[8];
    private int depth;

    /** The indices of the inputs visited so far. Those of each open node are above its predecessor's. */
    private int[] visited = new int[8];

    private int count;

    DepthFirstSearch(TopologicalOrder order) {
        this.order = order;
    }

    TopologicalOrder visit(Collection<? extends Node> outputs) {
        Objects.requireNonNull(outputs, "outputs");
        outputs.forEach(this::visit);
        return order;
    }

    private void visit(Node output) {
        if (order.contains(output)) {
            return;
        }
        open(output);
        while (depth > 0) {
            Node node = open[depth - 1];
            List<Node> inputs = node.inputs();
            int input = next[depth - 1]++;
            if (input == inputs.size()) {
                count -= input;
                depth--;
                visited(order.append(node, visited, count));
            } else {
                int index = order.indexOf(inputs.get(input));
                if (index >= 0) {
                    visited(index);
                } else {
                    // It is not open, because otherwise it would be computed from itself.
                    open(inputs.get(input));
                }
            }
        }
        count = 0;
    }

    private void open(Node node) {
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
            next = Arrays.copyOf(next, 2 * depth);
        }
        open[depth] = node;
        next[depth++] = 0;
    }

    private void visited(int index) {
        if (count == visited.length) {
            visited = Arrays.copyOf(visited, 2 * count);
        }
        visited[count++] = index;
    }
}
