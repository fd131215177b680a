package dev.gradus.flow;

import dev.gradus.graph.CyclicRewriteException;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.AddBroadcast;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets an inner loop continue an existing sum instead of starting its own, which would be added at the end: w̄ +
 * loop(0, …) becomes loop(w̄, …). The terms of nested loops are thus added in the order of one loop over all their
 * steps.
 *
 * <p>A loop cannot begin with a sum that depends on that loop, not even through other loops that begin with sums.
 * Therefore, a node is rebuilt after everything that it needs, including such sums. Loops that are left over wait for
 * each other. The oldest of them gives up the sums for which it waits, and so on. This takes linear time.
 */
final class JoinedSums {
    private record Carry(Loop loop, int index) {}

    private final TopologicalOrder nodes;
    private final Map<Carry, Integer> reads = new HashMap<>();

    /** The sums s + r that become r, by the loops that compute r and the carries that then begin with s. */
    private final Map<Loop, Map<Integer, AddBroadcast>> joined = new HashMap<>();

    private final Map<Node, Node> rebuilt = new HashMap<>();
    private final Map<Node, List<Node>> waiting = new HashMap<>();
    private final Map<Node, Integer> missing = new HashMap<>();

    private JoinedSums(List<Node> results) {
        nodes = TopologicalOrder.of(results);
        results.forEach(this::noteRead);
        nodes.forEach(node -> node.inputs().forEach(this::noteRead));
        nodes.forEach(this::find);
    }

    static List<Node> in(List<Node> results) {
        JoinedSums sums = new JoinedSums(results);
        return sums.joined.isEmpty() ? results : sums.rebuilt(results);
    }

    private void noteRead(Node node) {
        if (node instanceof LoopResult result
                && result.result().kind() == Loop.Kind.LAST
                && result.input(0) instanceof Loop loop) {
            reads.merge(new Carry(loop, result.result().of()), 1, Integer::sum);
        }
    }

    private void find(Node node) {
        if (node instanceof AddBroadcast sum
                && sum.input(1) instanceof LoopResult result
                && result.result().kind() == Loop.Kind.LAST
                && result.input(0) instanceof Loop loop
                && Loop.isEmptySum(loop.input(result.result().of()))
                && loop.body().onlyAddsUp(result.result().of()) // other carries may begin with 0 too
                && reads.getOrDefault(new Carry(loop, result.result().of()), 0) == 1
                && sum.input(0).shape().equals(result.shape())) {
            joined.computeIfAbsent(loop, any -> new HashMap<>())
                    .put(result.result().of(), sum);
        }
    }

    private List<Node> rebuilt(List<Node> results) {
        nodes.forEach(this::rebuildOrWait);
        joined.keySet().stream()
                .sorted((a, b) -> a == b ? 0 : a.isOlderThan(b) ? -1 : 1)
                .filter(loop -> !rebuilt.containsKey(loop))
                .forEach(this::stopWaiting);
        return results.stream().map(this::known).toList();
    }

    private void rebuildOrWait(Node node) {
        for (Node needed : needed(node)) {
            if (!rebuilt.containsKey(needed)) {
                waiting.computeIfAbsent(needed, any -> new ArrayList<>()).add(node);
                missing.merge(node, 1, Integer::sum);
            }
        }
        if (!missing.containsKey(node)) {
            rebuild(node);
        }
    }

    /** Since the oldest loop left over can wait only for sums newer than itself, it depends on no other that is left. */
    private void stopWaiting(Loop loop) {
        sums(loop).removeIf(sum -> !rebuilt.containsKey(sum.input(0)));
        missing.put(loop, 0); // what it gave up is not awaited either
        rebuild(loop);
    }

    private Collection<AddBroadcast> sums(Loop loop) {
        return joined.getOrDefault(loop, Map.of()).values();
    }

    private List<Node> needed(Node node) {
        List<Node> needed = new ArrayList<>(node.inputs());
        if (node instanceof Loop loop) {
            sums(loop).forEach(sum -> needed.add(sum.input(0)));
        }
        return needed;
    }

    /** Rebuilds a node and those that wait for nothing else. */
    private void rebuild(Node first) {
        Deque<Node> ready = new ArrayDeque<>(List.of(first));
        while (!ready.isEmpty()) {
            Node node = ready.pop();
            rebuilt.put(node, node instanceof Op op ? rebuilt(op) : node);
            for (Node reader : waiting.getOrDefault(node, List.of())) {
                if (missing.merge(reader, -1, Integer::sum) == 0) {
                    ready.push(reader);
                }
            }
        }
    }

    private Node rebuilt(Op op) {
        if (op.inputs().size() == 2
                && op.input(1) instanceof LoopResult result
                && result.input(0) instanceof Loop loop
                && sums(loop).contains(op)) {
            return known(result);
        }
        List<Node> inputs = new ArrayList<>(op.inputs());
        if (op instanceof Loop loop) {
            joined.getOrDefault(loop, Map.of()).forEach((carry, sum) -> inputs.set(carry, sum.input(0)));
        }
        inputs.replaceAll(this::known);
        return inputs.equals(op.inputs()) ? op : op.withInputs(inputs);
    }

    private Node known(Node node) {
        Node known = rebuilt.get(node);
        if (known == null) {
            throw new CyclicRewriteException("of joined sums", node, node);
        }
        return known;
    }
}
