package dev.gradus.properties.explain;

import dev.gradus.flow.Loop;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Graphs in which each op that formulas write in another form is replaced by that form. Bodies of loops stay as they are. */
final class WrittenForms {
    private final Map<Node, Node> known = new HashMap<>();

    Node of(Node node) {
        if (!(node instanceof Op op)) {
            return node;
        }
        if (!known.containsKey(op)) {
            known.put(op, op.written() == op ? remade(op) : of(op.written()));
        }
        return known.get(op);
    }

    private Node remade(Op op) {
        List<Node> inputs = op.inputs().stream().map(this::of).toList();
        return inputs.equals(op.inputs()) ? op : op.withInputs(inputs);
    }

    /** Whether values have the same bits. Where a loop's body is written in another form, they agree up to rounding errors. */
    boolean agree(Node node, Tensor actual, Tensor expected) {
        return hasOtherForms(TopologicalOrder.of(List.of(node)))
                ? actual.shape().equals(expected.shape()) && isNear(actual.toArray(), expected.toArray())
                : actual.equals(expected);
    }

    private static boolean hasOtherForms(TopologicalOrder nodes) {
        for (Node node : nodes) {
            if (node instanceof Op op && op.written() != op
                    || node instanceof Loop loop && hasOtherForms(loop.body().nodes())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNear(double[] actual, double[] expected) {
        double size = DoubleStream.of(expected).map(Math::abs).reduce(1, Math::max);
        return IntStream.range(0, actual.length)
                .allMatch(i -> Double.compare(actual[i], expected[i]) == 0
                        || Math.abs(actual[i] - expected[i]) <= 1e-12 * size);
    }
}
