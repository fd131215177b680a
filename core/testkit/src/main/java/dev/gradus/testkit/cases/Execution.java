package dev.gradus.testkit.cases;

import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.testkit.domain.Deadline;
import dev.gradus.testkit.domain.Thresholds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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

    /** The nodes whose numbers must not be moved, whatever they are computed from. */
    private final boolean[] pinned;

    /** The nodes whose gradients are known to be absent, or known not to be; empty for those not asked yet. */
    private final List<Optional<Boolean>> constant;

    private Execution(Collection<? extends Node> targets) {
        this.order = TopologicalOrder.of(targets);
        this.inputs = new int[order.size()][];
        this.values = new double[order.size()][];
        this.given = new boolean[order.size()];
        this.exact = new boolean[order.size()];
        this.pinned = new boolean[order.size()];
        this.constant = new ArrayList<>(Collections.nCopies(order.size(), Optional.empty()));
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

    /** Declares that these nodes hold numbers without rounding, such as indices or elements of a symmetric matrix. */
    public Execution exact(Collection<? extends Node> nodes) {
        for (int place = 0; place < exact.length; place++) {
            pinned[place] |= nodes.contains(order.get(place));
            exact[place] |= pinned[place];
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
                boolean isConstant = isConstant(place, op);
                exact[place] = pinned[place]
                        || isConstant && !op.stopsGradient()
                        || Arrays.stream(inputs[place]).allMatch(input -> exact[input]);
                if (!exact[place]) {
                    values[place] = forward(op, arrays(place));
                    if (!isConstant) {
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

    /** Asked once, because the op builds nodes to answer. */
    private boolean isConstant(int place, Op op) {
        boolean isConstant = constant.get(place).orElseGet(() -> isLocallyConstant(op));
        constant.set(place, Optional.of(isConstant));
        return isConstant;
    }

    private static boolean isLocallyConstant(Op op) {
        return op.gradients(Input.of("upstream", op.shape())).stream().allMatch(NoGradient.class::isInstance);
    }

    List<Node> leaves() {
        return order.stream().filter(node -> !(node instanceof Op)).toList();
    }

    /**
     * Computes everything, and reports the first op that changes one of its inputs. Ops of the engine do not even do so
     * for a moment, as their own contracts show.
     */
    Optional<String> touched() {
        for (int place = 0; place < inputs.length; place++) {
            if (!given[place] && order.get(place) instanceof Op op) {
                double[][] in = arrays(place);
                double[][] before = Arrays.stream(in).map(double[]::clone).toArray(double[][]::new);
                values[place] = forward(op, in);
                int changed = firstChanged(in, before);
                if (changed >= 0) {
                    return Optional.of(op.name() + " changes its input "
                            + op.input(changed).expression());
                }
                if (Thresholds.isUsers(op.getClass())) {
                    failHalfway(op, in);
                    changed = firstChanged(in, before);
                    if (changed >= 0) {
                        return Optional.of(op.name() + " changes its input "
                                + op.input(changed).expression() + " while it computes");
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static int firstChanged(double[][] in, double[][] before) {
        return IntStream.range(0, in.length)
                .filter(i -> Bits.firstDifference(in[i], before[i]) >= 0)
                .findFirst()
                .orElse(-1);
    }

    /**
     * Calls forward in ways in which it cannot write all of its output, and so has no chance to put back what it has
     * changed meanwhile. Whatever it does otherwise, its inputs must stay as they are.
     */
    public static void failHalfway(Op op, double[][] in) {
        double[][] outputs = new double[2][]; // the first one stays null
        int elements = op.shape().elements();
        outputs[1] = new double[Math.min(elements, Math.max(1, elements - 1))]; // more than all may never end
        for (double[] out : outputs) {
            try {
                op.forward(in, out);
            } catch (RuntimeException | AssertionError expected) {
                // only the inputs count
            }
        }
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
        Deadline.check();
        double[] out = new double[op.shape().elements()];
        Arrays.fill(out, Double.NaN);
        op.forward(in, out);
        return out;
    }
}
