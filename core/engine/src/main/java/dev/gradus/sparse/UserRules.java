package dev.gradus.sparse;

import dev.gradus.flow.Loop;
import dev.gradus.flow.Solution;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.WithGradient;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds rules that a user wrote. They may combine elements that the op's value does not combine, or not be its derivative at
 * all.
 */
public final class UserRules {
    private UserRules() {}

    static boolean isRuleOf(Op op) {
        return !op.isBuiltIn() || op instanceof WithGradient;
    }

    /** Returns whether such a rule is on a path from x to y. */
    public static boolean isBetween(Node x, Node y) {
        Set<Node> reached = new HashSet<>(List.of(x));
        for (Node node : TopologicalOrder.of(List.of(y))) {
            if (node instanceof Op op
                    && op.inputs().stream().anyMatch(reached::contains)
                    && reached.add(op)
                    && isIn(op)) {
                return true;
            }
        }
        return false;
    }

    /** Searches the op, or the ops of the graph that it repeats. */
    private static boolean isIn(Op op) {
        return isRuleOf(op)
                || op instanceof Loop loop && isAmong(loop.body().nodes())
                || op instanceof Solution solution
                        && isAmong(solution.equation().nodes());
    }

    private static boolean isAmong(TopologicalOrder nodes) {
        return nodes.stream().anyMatch(node -> node instanceof Op op && isIn(op));
    }
}
