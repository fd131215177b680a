package dev.gradus.check;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Evaluator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The numbers of all nodes of a graph, row-major, and of gradients computed from them. The arrays are not copies. */
final class NodeArrays {
    private final Map<Node, double[]> graph = new HashMap<>();
    private final Computing computing = new Computing();

    NodeArrays(Evaluator evaluator) {
        for (Node node : evaluator.graph().nodes()) {
            graph.put(
                    node,
                    node instanceof Op op
                            ? forward(op, graph)
                            : evaluator.value(node).toArray());
        }
    }

    Computing computing() {
        return computing;
    }

    double[] of(Node node) {
        return value(node, graph);
    }

    /** Returns the values of an op's inputs in an outer array that may be modified. */
    double[][] inputsOf(Op op) {
        return op.inputs().stream().map(this::of).toArray(double[][]::new);
    }

    /** Computes nodes from the graph's nodes and constants, without storing their values. */
    List<double[]> compute(Collection<? extends Node> nodes) {
        return compute(nodes, new HashMap<>());
    }

    /** Computes a node that may also depend on the given one, which has this value. */
    double[] compute(Node node, Node given, double[] value) {
        return compute(List.of(node), new HashMap<>(Map.of(given, value))).get(0);
    }

    private List<double[]> compute(Collection<? extends Node> nodes, Map<Node, double[]> more) {
        Deque<Node> open = new ArrayDeque<>(nodes);
        while (!open.isEmpty()) {
            Node node = open.element();
            if (isKnown(node, more)) {
                open.pop();
            } else if (!pushUnknown(node.inputs(), more, open)) {
                more.put(
                        node,
                        node instanceof Op op
                                ? forward(op, more)
                                : ((Constant) node).value().toArray());
            }
        }
        List<double[]> values = new ArrayList<>(nodes.size());
        nodes.forEach(node -> values.add(value(node, more)));
        more.forEach((node, value) -> {
            if (node instanceof Op && !nodes.contains(node)) {
                computing.free(value);
            }
        });
        return values;
    }

    private boolean isKnown(Node node, Map<Node, double[]> more) {
        return graph.containsKey(node) || more.containsKey(node);
    }

    /** Pushes the nodes without a value and returns whether there are any. */
    private boolean pushUnknown(List<Node> nodes, Map<Node, double[]> more, Deque<Node> open) {
        int before = open.size();
        for (int i = 0; i < nodes.size(); i++) {
            if (!isKnown(nodes.get(i), more)) {
                open.push(nodes.get(i));
            }
        }
        return open.size() > before;
    }

    private double[] forward(Op op, Map<Node, double[]> more) {
        double[][] in = new double[op.inputs().size()][];
        for (int i = 0; i < in.length; i++) {
            in[i] = value(op.input(i), more);
        }
        return computing.value(op, in);
    }

    private double[] value(Node node, Map<Node, double[]> more) {
        return more.getOrDefault(node, graph.getOrDefault(node, new double[0]));
    }
}
