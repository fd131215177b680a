package dev.gradus.flow;

import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Parts of a graph whose values the backward pass computes again, instead of keeping them since the forward pass.
 *
 * <pre>{@code
 * Node h = x;
 * for (int block = 0; block < 10; block++) {
 *     h = Checkpoint.of(tenLayers(h)); // only h is kept
 * }
 * }</pre>
 *
 * <p>A part reaches from the given nodes back to leaves, and to what other checkpoints, or scans, give. In n layers with a
 * checkpoint after every √n-th, 2 √n values are held at one time rather than n, for one more forward pass (T. Chen, B. Xu,
 * C. Zhang and C. Guestrin, "Training deep nets with sublinear memory cost", 2016). No value changes. A gradient of a
 * parameter that several parts use is the sum of their sums.
 *
 * <p>In the graph a part is one op, a {@link Loop} of a single step. If an op of the part is read elsewhere too, that one
 * is computed for itself.
 */
public final class Checkpoint {
    private Checkpoint() {}

    /**
     * The value of a node whose part is computed again.
     *
     * @throws IllegalArgumentException if the node is a leaf
     */
    public static Node of(Node node) {
        return of(List.of(Objects.requireNonNull(node, "node"))).get(0);
    }

    /**
     * The values of several nodes whose parts are one.
     *
     * @throws IllegalArgumentException if there are none, or one is a leaf
     */
    public static List<Node> of(List<? extends Node> nodes) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("Checkpoint: there is no node whose part is to be computed again");
        }
        for (Node node : nodes) {
            if (isEnd(node)) {
                throw new IllegalArgumentException("Checkpoint: nothing leads to " + node.describe()
                        + " that could be computed again: it is "
                        + (node instanceof Op ? "the result of a checkpoint or scan itself" : "a leaf"));
            }
        }
        Map<Node, Node> made = new HashMap<>();
        Map<Input, Node> ends = new LinkedHashMap<>();
        List<Node> part = Bounded.order(nodes, Checkpoint::isEnd);
        Set<String> names = new HashSet<>();
        part.stream().filter(node -> !isEnd(node)).forEach(node -> names.add(node.label()));
        for (Node node : part) {
            if (node instanceof Constant) {
                made.put(node, node);
            } else if (isEnd(node)) {
                Input stands = Input.of(name(node, names), node.shape());
                made.put(node, stands);
                ends.put(stands, node);
            } else {
                Op op = (Op) node;
                Node again = op.withInputs(op.inputs().stream()
                        .map(input -> Objects.requireNonNull(made.get(input)))
                        .toList());
                made.put(op, op.isNamed() ? again.named(op.label()) : again);
            }
        }
        List<Node> outputs = new ArrayList<>();
        nodes.forEach(node -> outputs.add(Objects.requireNonNull(made.get(node))));
        Body body = new Body(List.of(), List.copyOf(ends.keySet()), List.of(), List.of(), outputs);
        List<Node> inputs = ends.values().stream().map(Checkpoint::asOneRow).toList();
        Loop loop = new Loop(body, 1, false, inputs);
        return IntStream.range(0, nodes.size())
                .<Node>mapToObj(i -> loop.all(i).reshape(nodes.get(i).shape()))
                .toList();
    }

    /** Where a part begins: at what is given, and at what another part or a scan gives. */
    private static boolean isEnd(Node node) {
        return node instanceof Leaf || node instanceof LoopResult;
    }

    private static String name(Node node, Set<String> names) {
        String name = node.isNamed() ? node.label() : "v1";
        for (int next = 2; !names.add(name); next++) {
            name = node.isNamed() ? name + "′" : "v" + next;
        }
        return name;
    }

    private static Node asOneRow(Node node) {
        return node.reshape(Loop.times(1, node.shape()));
    }
}
