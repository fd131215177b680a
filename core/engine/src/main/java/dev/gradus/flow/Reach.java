package dev.gradus.flow;

import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Input;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the inputs of a body that the gradients of some of its nodes reach in any step.
 *
 * <p>A sweep over the body would find them, too. But it calls the rules of inner loops, which sweep over their bodies,
 * so with two sweeps for each body, each level of nesting would double the work. Here, every op's rule is called once to
 * see which inputs have a derivative, and an inner loop is asked about its own body instead.
 */
final class Reach {
    private final Body body;
    private final TopologicalOrder order;

    /** The inputs with a derivative of each op that a search has reached. */
    private final Map<Op, BitSet> passed = new HashMap<>();

    private final Map<BitSet, BitSet> found = new HashMap<>();

    Reach(Body body) {
        this.body = body;
        List<Node> all = body.results();
        all.addAll(body.inputs());
        order = TopologicalOrder.of(all);
    }

    /** Returns the numbers of the inputs that the gradients of these nodes reach. Carries are followed to earlier steps. */
    BitSet from(Iterable<? extends Node> nodes) {
        BitSet start = new BitSet();
        nodes.forEach(node -> start.set(order.indexOf(node)));
        BitSet known = found.get(start);
        if (known == null) {
            known = search((BitSet) start.clone());
            found.put(start, known);
        }
        return (BitSet) known.clone();
    }

    private BitSet search(BitSet open) {
        BitSet reached = new BitSet();
        BitSet visited = new BitSet();
        Map<Node, BitSet> results = new HashMap<>();
        while (!open.isEmpty()) {
            int index = open.length() - 1; // the last, so that all results of a loop precede the loop
            open.clear(index);
            Node node = order.get(index);
            visited.set(index, !(node instanceof Loop)); // a result in an earlier step may lead to the same loop
            if (node instanceof LoopResult result && result.input(0) instanceof Loop loop) {
                results.computeIfAbsent(loop, any -> new BitSet())
                        .set(loop.number(result.result().kind(), result.result().of()));
                open.set(order.input(index, 0));
            } else if (node instanceof Op op) {
                passed(op, results).stream()
                        .map(input -> order.input(index, input))
                        .filter(input -> !visited.get(input))
                        .forEach(open::set);
            } else if (body.numberOf(node) >= 0) {
                int input = body.numberOf(node);
                reached.set(input);
                if (input < body.next().size()) {
                    int next = order.indexOf(body.next().get(input));
                    open.set(next, open.get(next) || !visited.get(next));
                }
            }
        }
        return reached;
    }

    private BitSet passed(Op op, Map<Node, BitSet> results) {
        if (op instanceof Loop loop) {
            BitSet all = new BitSet();
            all.set(0, loop.results().size());
            return loop.reached(results.getOrDefault(loop, all));
        }
        return passed.computeIfAbsent(op, any -> op instanceof Solution solution ? solution.reached() : byRule(op));
    }

    private static BitSet byRule(Op op) {
        BitSet reached = new BitSet();
        List<Node> gradients = op.gradients(Input.of("upstream", op.shape()));
        for (int i = 0; i < gradients.size(); i++) {
            reached.set(i, !(gradients.get(i) instanceof NoGradient));
        }
        return reached;
    }
}
