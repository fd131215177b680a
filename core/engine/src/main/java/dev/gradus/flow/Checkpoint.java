package dev.gradus.flow;

import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Marks segments of a graph whose values the backward pass recomputes instead of keeping them from the forward pass.
 *
 * <pre>{@code
 * Node h = x;
 * for (int block = 0; block < 10; block++) {
 *     h = Checkpoint.of(tenLayers(h)); // only h is kept
 * }
 * }</pre>
 *
 * <p>A segment extends from the given nodes back to leaves and to the results of other checkpoints or scans. For n
 * layers with a checkpoint after every √n-th, 2 √n values are in memory at a time instead of n, at the cost of one more
 * forward pass (T. Chen, B. Xu, C. Zhang and C. Guestrin, "Training deep nets with sublinear memory cost", 2016). No
 * value changes. If several segments use a parameter, each sums its own contributions before they are added.
 *
 * <p>In the graph, a segment is one op, a {@link Loop} of a single step. An op of the segment that is also read
 * elsewhere is computed separately there.
 */
public final class Checkpoint {
    private Checkpoint() {}

    /**
     * Returns the value of a node whose segment is recomputed.
     *
     * @throws IllegalArgumentException if the node is a leaf
     */
    public static Node of(Node node) {
        return of(List.of(Objects.requireNonNull(node, "node"))).get(0);
    }

    /**
     * Returns the values of several nodes that share one segment.
     *
     * @throws IllegalArgumentException if there are none, or one is a leaf
     */
    public static List<Node> of(List<? extends Node> nodes) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("Checkpoint: the list of nodes is empty");
        }
        for (Node node : nodes) {
            if (isEnd(node)) {
                throw new IllegalArgumentException("Checkpoint: there is nothing to recompute"
                        + " for " + node.describe() + ": it is "
                        + (node instanceof Op ? "the result of a checkpoint or scan itself" : "a leaf"));
            }
        }
        Map<Node, Node> rebuilt = new HashMap<>();
        Map<Input, Node> ends = new LinkedHashMap<>();
        List<Node> segment = Subgraph.order(nodes, Checkpoint::isEnd);
        FreeNames names = new FreeNames();
        segment.stream().filter(node -> !isEnd(node)).forEach(node -> names.take(node.label()));
        for (Node node : segment) {
            if (node instanceof Constant) {
                rebuilt.put(node, node);
            } else if (isEnd(node)) {
                Input stands = Input.of(node.isNamed() ? names.like(node.label()) : names.next(), node.shape());
                rebuilt.put(node, stands);
                ends.put(stands, node);
            } else {
                Op op = (Op) node;
                Node again = op.withInputs(op.inputs().stream()
                        .map(input -> Objects.requireNonNull(rebuilt.get(input)))
                        .toList());
                rebuilt.put(op, op.isNamed() ? again.named(op.label()) : again);
            }
        }
        List<Node> outputs = new ArrayList<>();
        nodes.forEach(node -> outputs.add(Objects.requireNonNull(rebuilt.get(node))));
        Body body = new Body(List.of(), List.copyOf(ends.keySet()), List.of(), List.of(), outputs);
        List<Node> inputs = ends.values().stream().map(Checkpoint::asOneRow).toList();
        Loop loop = new Loop(body, 1, false, inputs);
        return IntStream.range(0, nodes.size())
                .<Node>mapToObj(i -> loop.all(i).reshape(nodes.get(i).shape()))
                .toList();
    }

    /** Returns whether a segment begins here: at a leaf, or at the result of another segment or of a scan. */
    private static boolean isEnd(Node node) {
        return node instanceof Leaf || node instanceof LoopResult;
    }

    private static Node asOneRow(Node node) {
        return node.reshape(Loop.times(1, node.shape()));
    }
}
