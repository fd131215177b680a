package dev.gradus.explain;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values of a trace and of its definitions. Indices are strings that count from 1. */
final class NodeValues {
    private final Trace trace;
    private final Map<Node, double[]> known = new HashMap<>();

    NodeValues(Trace trace) {
        this.trace = trace;
    }

    double at(Node node, List<String> index) {
        int[] coordinates =
                index.stream().mapToInt(text -> Integer.parseInt(text) - 1).toArray();
        return of(node)[node.shape().position(coordinates)];
    }

    /** Returns the sum over the axes whose index is empty. */
    double sum(Node node, List<String> index) {
        Shape shape = node.shape();
        double[] values = of(node);
        double sum = 0;
        for (int position = 0; position < values.length; position++) {
            int[] coordinates = shape.index(position);
            boolean inside = true;
            for (int axis = 0; axis < coordinates.length; axis++) {
                inside &= index.get(axis).isEmpty() || Integer.parseInt(index.get(axis)) - 1 == coordinates[axis];
            }
            sum += inside ? values[position] : 0;
        }
        return sum;
    }

    private double[] of(Node node) {
        if (!known.containsKey(node)) {
            known.put(node, trace.has(node) ? trace.value(node).toArray() : computed(node));
        }
        return known.getOrDefault(node, new double[0]);
    }

    private double[] computed(Node node) {
        if (node instanceof Constant constant) {
            return constant.value().toArray();
        }
        Op op = (Op) node;
        double[] out = new double[op.shape().elements()];
        op.forward(op.inputs().stream().map(this::of).toArray(double[][]::new), out);
        return out;
    }
}
