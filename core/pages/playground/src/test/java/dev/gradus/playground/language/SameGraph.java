package dev.gradus.playground.language;

import dev.gradus.node.Constant;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.StopGradient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether two graphs are the same: op by op, with equal attributes, and shared where the other is shared. */
final class SameGraph {
    private final Map<String, String> leaves;
    private final Map<Node, Node> pairs = new HashMap<>();
    private final Map<Node, Node> back = new HashMap<>();

    private SameGraph(Map<String, String> leaves) {
        this.leaves = leaves;
    }

    /**
     * The first difference, in words.
     *
     * @param leaves the names of the first graph's leaves in the second
     */
    static Optional<String> difference(Node first, Node second, Map<String, String> leaves) {
        return new SameGraph(leaves).difference(first, second);
    }

    private Optional<String> difference(Node first, Node second) {
        List<Node[]> open = new ArrayList<>(List.of(new Node[][] {{first, second}}));
        while (!open.isEmpty()) {
            Node[] pair = open.remove(open.size() - 1);
            Node a = passed(pair[0]);
            Node b = passed(pair[1]);
            if (b.equals(pairs.get(a))) {
                continue;
            }
            boolean isNumber = a instanceof Constant && a.shape().isScalar(); // written wherever it is used
            boolean isShared = pairs.containsKey(a) || back.containsKey(b);
            if ((isShared && !isNumber) || !isAlike(a, b)) {
                return Optional.of((isShared ? "shared otherwise: " : "") + a + " was read as " + b);
            }
            pairs.put(a, b);
            back.put(b, a);
            for (int i = 0; i < a.inputs().size(); i++) {
                open.add(new Node[] {a.inputs().get(i), b.inputs().get(i)});
            }
        }
        return Optional.empty();
    }

    /** NumPy has no word for a stopped gradient. */
    private static Node passed(Node node) {
        Node passed = node;
        while (passed instanceof StopGradient) {
            passed = passed.inputs().get(0);
        }
        return passed;
    }

    private boolean isAlike(Node a, Node b) {
        if (!a.shape().equals(b.shape())) {
            return false;
        }
        if (a instanceof Constant x && b instanceof Constant y) {
            return x.value().equals(y.value());
        }
        if (a instanceof Leaf) {
            return b instanceof Leaf
                    && leaves.getOrDefault(a.label(), a.label()).equals(b.label());
        }
        return a instanceof Op x
                && b instanceof Op y
                && x.getClass() == y.getClass()
                && x.attributes().equals(y.attributes())
                && x.inputs().size() == y.inputs().size();
    }
}
