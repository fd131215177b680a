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

/** Handles the part of a graph between some results and the nodes at which it ends. */
final class Bounded {
    private Bounded() {}

    /**
     * Returns the results and the nodes from which they are computed, each after its inputs. Nodes before an end are
     * excluded.
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
    static List<Node> remade(List<Node> results, Map<Node, Node> instead) {
        Map<Node, Node> made = new HashMap<>(instead);
        for (Node node : order(results, instead::containsKey)) {
            if (node instanceof Op op && !made.containsKey(op)) {
                List<Node> inputs = op.inputs().stream()
                        .map(input -> made.getOrDefault(input, input))
                        .toList();
                made.put(op, inputs.equals(op.inputs()) ? op : op.withInputs(inputs));
            }
        }
        return results.stream().map(node -> made.getOrDefault(node, node)).toList();
    }
}
