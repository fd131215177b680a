package dev.gradus.flow;

import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.AddBroadcast;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets an inner loop continue an existing sum instead of starting its own, which would be added at the end: w̄ +
 * loop(0, …) becomes loop(w̄, …). The terms of nested loops are thus added in the order of one loop over all their
 * steps.
 */
final class JoinedSums {
    /** A sum s + r, where r is the sum that a loop computes. */
    private record Joint(Node sum, LoopResult result, Loop loop) {}

    private final Map<Node, Integer> uses = new HashMap<>();
    private final Map<Node, Joint> joints = new HashMap<>();
    private final Map<Loop, Map<Integer, Node>> starts = new HashMap<>();
    private final Map<Node, Node> rebuilt = new HashMap<>();

    private JoinedSums(List<Node> results) {
        TopologicalOrder nodes = TopologicalOrder.of(results);
        results.forEach(node -> uses.merge(node, 1, Integer::sum));
        nodes.forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
        nodes.forEach(this::find);
    }

    static List<Node> in(List<Node> results) {
        JoinedSums sums = new JoinedSums(results);
        return sums.joints.isEmpty()
                ? results
                : results.stream().map(sums::rebuilt).toList();
    }

    private void find(Node node) {
        if (node instanceof AddBroadcast sum
                && sum.input(1) instanceof LoopResult result
                && result.result().kind() == Loop.Kind.LAST
                && result.input(0) instanceof Loop loop
                && Loop.isEmptySum(loop.input(result.result().of()))
                && loop.body().onlyAddsUp(result.result().of()) // other carries may begin with 0 too
                && uses.getOrDefault(result, 0) == 1
                && sum.input(0).shape().equals(result.shape())) {
            joints.put(sum, new Joint(sum.input(0), result, loop));
            starts.computeIfAbsent(loop, any -> new HashMap<>())
                    .put(result.result().of(), sum.input(0));
        }
    }

    private Node rebuilt(Node result) {
        Deque<Node> open = new ArrayDeque<>(List.of(result));
        while (!open.isEmpty()) {
            Node node = open.element();
            int before = open.size();
            if (!rebuilt.containsKey(node)) {
                for (Node needed : needed(node)) {
                    if (!rebuilt.containsKey(needed)) {
                        open.push(needed);
                    }
                }
            }
            if (open.size() == before) {
                open.pop();
                rebuilt.computeIfAbsent(node, this::rebuild);
            }
        }
        return known(result);
    }

    private Node known(Node node) {
        return rebuilt.getOrDefault(node, node);
    }

    private List<Node> needed(Node node) {
        Joint joint = joints.get(node);
        if (joint != null) {
            return List.of(joint.loop);
        }
        List<Node> inputs = new ArrayList<>(node.inputs());
        if (node instanceof Loop loop) {
            starts.getOrDefault(loop, Map.of()).forEach(inputs::set);
        }
        return inputs;
    }

    private Node rebuild(Node node) {
        List<Node> inputs = needed(node).stream().map(this::known).toList();
        Joint joint = joints.get(node);
        if (joint != null) {
            return joint.result.withInputs(inputs);
        }
        return inputs.equals(node.inputs()) ? node : ((Op) node).withInputs(inputs);
    }
}
