package dev.gradus.graph;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds nodes that resemble another one because a model's nodes were created twice: they have the same name or, if both
 * are unnamed, the same expression.
 */
public final class Lookalikes {
    /** The maximum number of pairs of nodes compared. Beyond it, expressions count as different. */
    private static final int MOST_PAIRS = 100_000;

    private Lookalikes() {}

    /** Returns the node among these for which this one is mistaken, unless this node is itself among them. */
    public static Optional<Node> of(Node node, Collection<? extends Node> known) {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(known, "known");
        Expressions expressions = new Expressions();
        return known.contains(node)
                ? Optional.empty()
                : known.stream()
                        .filter(other -> isAlike(node, other, expressions))
                        .findFirst()
                        .map(Node.class::cast);
    }

    /**
     * Returns the end of a message about a node that is not among these: an explanation if a lookalike is, otherwise an
     * empty text.
     */
    public static String hint(Node node, Collection<? extends Node> known) {
        return of(node, known).map(other -> "; " + text(node, other)).orElse("");
    }

    static String text(Node node, Node other) {
        return node.describe() + " is not the existing node " + other.describe() + ", although it has the"
                + " same " + (node.isNamed() ? "name" : "expression") + ": nodes are"
                + " compared by identity. Create a model's nodes once and reuse them";
    }

    private static boolean isAlike(Node node, Node other, Expressions expressions) {
        return node.isNamed() || other.isNamed()
                ? node.isNamed() && node.label().equals(other.label())
                : other.madeBy().isEmpty() && expressions.areEqual(node, other);
    }

    /**
     * Compares the expressions of unnamed nodes down to named nodes and constants. Nodes that a backward rule created
     * are not lookalikes, because the user cannot refer to them.
     */
    private static final class Expressions {
        private record Pair(Node a, Node b) {}

        private int pairs;

        boolean areEqual(Node a, Node b) {
            Set<Pair> seen = new HashSet<>();
            Deque<Pair> open = new ArrayDeque<>();
            open.push(new Pair(a, b));
            while (!open.isEmpty()) {
                Pair pair = open.pop();
                if (pair.a != pair.b && seen.add(pair)) {
                    if (++pairs > MOST_PAIRS || !isSameOp(pair.a, pair.b)) {
                        return false;
                    }
                    for (int i = 0; !pair.a.isNamed() && i < pair.a.inputs().size(); i++) {
                        open.push(
                                new Pair(pair.a.inputs().get(i), pair.b.inputs().get(i)));
                    }
                }
            }
            return true;
        }

        private static boolean isSameOp(Node a, Node b) {
            if (a.getClass() != b.getClass()
                    || !a.label().equals(b.label())
                    || !a.shape().equals(b.shape())
                    || a.inputs().size() != b.inputs().size()) {
                return false;
            }
            if (a instanceof Op op) {
                return op.attributes().equals(((Op) b).attributes());
            }
            return !(a instanceof Constant constant)
                    || Arrays.equals(
                            constant.value().toArray(), ((Constant) b).value().toArray());
        }
    }
}
