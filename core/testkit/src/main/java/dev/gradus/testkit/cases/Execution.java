package dev.gradus.testkit.cases;

import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Computes nodes from arrays that the caller keeps, to observe how ops treat them. Unlike the engine's evaluator, it
 * accepts a given value for any node, and it passes each op an output array filled with NaN.
 */
public final class Execution {
    private final List<Node> order;
    private final Map<Node, Integer> places = new HashMap<>();
    private final int[][] inputs;
    private final double[][] values;
    private final boolean[] given;

    /** The nodes whose numbers are not rounded. */
    private final boolean[] exact;

    private Execution(Collection<? extends Node> targets) {
        this.order = TopologicalOrder.of(targets);
        this.inputs = new int[order.size()][];
        this.values = new double[order.size()][];
        this.given = new boolean[order.size()];
        this.exact = new boolean[order.size()];
        for (int place = 0; place < inputs.length; place++) {
            Node node = order.get(place);
            places.put(node, place);
            inputs[place] = node.inputs().stream().mapToInt(places::get).toArray();
            if (node instanceof Constant constant) {
                give(node, constant.value().toArray());
                exact[place] = true;
            }
        }
    }

    public static Execution of(Collection<? extends Node> targets) {
        return new Execution(targets);
    }

    /** Uses this array, not a copy, as the value of a node. Nothing happens if the node is not needed. */
    public Execution give(Node node, double[] value) {
        Integer place = places.get(node);
        if (place != null) {
            values[place] = value;
            given[place] = true;
        }
        return this;
    }

    public Execution give(List<? extends Node> nodes, double[][] arrays) {
        for (int i = 0; i < arrays.length; i++) {
            give(nodes.get(i), arrays[i]);
        }
        return this;
    }

    Execution forget(Node node) {
        Integer place = places.get(node);
        if (place != null) {
            given[place] = false;
        }
        return this;
    }

    /** Declares that these leaves hold numbers without rounding, such as indices. */
    public Execution exact(Collection<? extends Node> leaves) {
        for (int place = 0; place < exact.length; place++) {
            exact[place] |= leaves.contains(order.get(place));
        }
        return this;
    }

    /** Computes everything that was not given, into new arrays. */
    public Execution run() {
        for (int place = 0; place < inputs.length; place++) {
            if (!given[place] && order.get(place) instanceof Op op) {
                values[place] = forward(op, arrays(place));
            }
        }
        return this;
    }

    /**
     * Computes everything that was not given, with every number that is rounded moved a little. Indices, comparisons and
     * the like are computed from numbers that are not moved.
     */
    public Execution run(Jitter jitter) {
        run();
        for (int place = 0; place < inputs.length; place++) {
            if (!given[place] && order.get(place) instanceof Op op) {
                boolean constant = isLocallyConstant(op);
                exact[place] = constant && !op.stopsGradient()
                        || Arrays.stream(inputs[place]).allMatch(input -> exact[input]);
                if (!exact[place]) {
                    values[place] = forward(op, arrays(place));
                    if (!constant) {
                        jitter.move(values[place]);
                    }
                }
            }
        }
        return this;
    }

    /** The ops among the nodes that are needed. */
    Stream<Op> ops() {
        return order.stream().filter(Op.class::isInstance).map(Op.class::cast);
    }

    private static boolean isLocallyConstant(Op op) {
        return op.gradients(Input.of("upstream", op.shape())).stream().allMatch(NoGradient.class::isInstance);
    }

    /** Computes everything, and reports the first op that changes one of its inputs. */
    Optional<String> touched() {
        for (int place = 0; place < inputs.length; place++) {
            if (!given[place] && order.get(place) instanceof Op op) {
                double[][] in = arrays(place);
                double[][] before = Arrays.stream(in).map(double[]::clone).toArray(double[][]::new);
                values[place] = forward(op, in);
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

    private double[][] arrays(int place) {
        double[][] arrays = new double[inputs[place].length][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = values[inputs[place][i]];
        }
        return arrays;
    }

    /** The array that holds the value of a node that was given or computed. */
    public double[] value(Node node) {
        Integer place = places.get(node);
        if (place == null) {
            throw new IllegalArgumentException(node.describe() + " was neither given nor computed");
        }
        return values[place];
    }

    /** The op's value, in an array that held NaN before. */
    public static double[] forward(Op op, double[][] in) {
        double[] out = new double[op.shape().elements()];
        Arrays.fill(out, Double.NaN);
        op.forward(in, out);
        return out;
    }
}
