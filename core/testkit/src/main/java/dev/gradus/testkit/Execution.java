package dev.gradus.testkit;

import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computes nodes from arrays that the caller holds on to, to see what ops do to them: unlike the engine's evaluator it
 * takes any node's value as given, and it hands every op an output array full of NaN.
 */
final class Execution {
    private final List<Node> order;
    private final Map<Node, double[]> values = new HashMap<>();
    private final Map<Node, double[]> given = new HashMap<>();

    private Execution(Collection<? extends Node> targets) {
        this.order = TopologicalOrder.of(targets);
        for (Node node : order) {
            if (node instanceof Constant constant) {
                given.put(node, constant.value().toArray());
            }
        }
    }

    static Execution of(Collection<? extends Node> targets) {
        return new Execution(targets);
    }

    /** Takes this array, not a copy, as the node's value. */
    Execution give(Node node, double[] value) {
        given.put(node, value);
        return this;
    }

    Execution give(List<? extends Node> nodes, double[][] arrays) {
        for (int i = 0; i < arrays.length; i++) {
            given.put(nodes.get(i), arrays[i]);
        }
        return this;
    }

    /** Takes the node's value as given no longer. */
    Execution forget(Node node) {
        given.remove(node);
        return this;
    }

    /** Computes everything, and tells of the first op that changes one of its inputs. */
    Optional<String> touched() {
        values.clear();
        values.putAll(given);
        for (Node node : order) {
            if (node instanceof Op op && !given.containsKey(op)) {
                double[][] in = inputs(op);
                double[][] before = Arrays.stream(in).map(double[]::clone).toArray(double[][]::new);
                values.put(op, forward(op, in));
                for (int i = 0; i < in.length; i++) {
                    if (Bits.firstDifference(in[i], before[i]) >= 0) {
                        return Optional.of(
                                op.name() + " changes its input " + op.input(i).expression());
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Computes everything that was not given, into new arrays. */
    Execution run() {
        values.clear();
        values.putAll(given);
        for (Node node : order) {
            if (node instanceof Op op && !given.containsKey(op)) {
                values.put(op, forward(op, inputs(op)));
            }
        }
        return this;
    }

    private double[][] inputs(Op op) {
        List<double[]> arrays = new ArrayList<>();
        for (Node input : op.inputs()) {
            arrays.add(value(input));
        }
        return arrays.toArray(double[][]::new);
    }

    /** The array that holds the node's value. */
    double[] value(Node node) {
        double[] value = values.get(node);
        if (value == null) {
            throw new IllegalArgumentException(node.describe() + " was neither given nor computed");
        }
        return value;
    }

    /** The op's value, in an array that held NaN before. */
    static double[] forward(Op op, double[][] in) {
        double[] out = new double[op.shape().elements()];
        Arrays.fill(out, Double.NaN);
        op.forward(in, out);
        return out;
    }
}
