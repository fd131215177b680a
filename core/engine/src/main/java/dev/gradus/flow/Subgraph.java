package dev.gradus.flow;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Operations on the nodes between some results and the nodes at which a search from them ends. */
final class Subgraph {
    private Subgraph() {}

    /**
     * Returns the results and the nodes from which they are computed, each after its inputs. The search includes end
     * nodes, but not their inputs.
     */
    static List<Node> order(List<? extends Node> results, Predicate<? super Node> isEnd) {
        List<Node> order = new ArrayList<>();
        Set<Node> visited = new HashSet<>();
        for (Node result : results) {
            Deque<Node> open = new ArrayDeque<>(List.of(result));
            while (!open.isEmpty()) {
                Node node = open.element();
                int before = open.size();
                if (!visited.contains(node) && !isEnd.test(node)) {
                    for (int i = node.inputs().size() - 1; i >= 0; i--) {
                        if (!visited.contains(node.inputs().get(i))) {
                            open.push(node.inputs().get(i));
                        }
                    }
                }
                if (open.size() == before) {
                    open.pop();
                    if (visited.add(node)) {
                        order.add(node);
                    }
                }
            }
        }
        return order;
    }

    /** Rebuilds the results, without names, with some nodes replaced by others. */
    static List<Node> rebuilt(List<Node> results, Map<Node, Node> replacements) {
        Map<Node, Node> rebuilt = new HashMap<>(replacements);
        for (Node node : order(results, replacements::containsKey)) {
            if (node instanceof Op op && !rebuilt.containsKey(op)) {
                List<Node> inputs = op.inputs().stream()
                        .map(input -> rebuilt.getOrDefault(input, input))
                        .toList();
                rebuilt.put(op, inputs.equals(op.inputs()) ? op : op.withInputs(inputs));
            }
        }
        return results.stream().map(node -> rebuilt.getOrDefault(node, node)).toList();
    }
}
