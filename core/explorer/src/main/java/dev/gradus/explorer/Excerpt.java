package dev.gradus.explorer;

import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ops that one row of a picture draws, with what they take from elsewhere and what they hand on to elsewhere. */
final class Excerpt {
    private final DiagramNames names;
    private final List<Op> ops;
    private final Set<Node> made;
    private final Map<Node, Integer> uses = new LinkedHashMap<>();
    private final Map<Node, Integer> handedBack = new LinkedHashMap<>();

    private Excerpt(List<Op> ops, DiagramNames names) {
        this.names = names;
        this.ops = List.copyOf(ops);
        this.made = new HashSet<>(ops);
        for (Op op : ops) {
            for (int i = 0; i < op.inputs().size(); i++) {
                uses.merge(op.input(i), 1, Integer::sum);
                handedBack.merge(op.input(i), names.flowsBack(op, i) ? 1 : 0, Integer::sum);
            }
        }
    }

    /** Only these ops and what they use. */
    static Excerpt of(List<Op> ops, DiagramNames names) {
        return new Excerpt(ops, names);
    }

    /** All of these nodes, leaves that nothing uses among them. */
    static Excerpt whole(List<Node> nodes, DiagramNames names) {
        Excerpt whole = new Excerpt(
                nodes.stream().filter(Op.class::isInstance).map(Op.class::cast).toList(), names);
        nodes.stream().filter(Leaf.class::isInstance).forEach(leaf -> whole.uses.putIfAbsent(leaf, 0));
        return whole;
    }

    List<Op> ops() {
        return ops;
    }

    /** How often the ops that are drawn use this value. */
    int uses(Node node) {
        return uses.getOrDefault(node, 0);
    }

    boolean makes(Node node) {
        return made.contains(node);
    }

    /** Leaves and values of ops elsewhere. */
    List<Node> given() {
        return uses.keySet().stream()
                .filter(node -> !makes(node))
                .sorted(Comparator.comparingInt(names::place))
                .toList();
    }

    boolean isUsedElsewhere(Node node) {
        return names.uses(node) > uses(node);
    }

    /** Values that are made here and used elsewhere, or nowhere because they are what the graph is for. */
    List<Op> results() {
        return ops.stream().filter(op -> isUsedElsewhere(op) || uses(op) == 0).toList();
    }

    /** The whole gradient of a value, where it comes together. */
    Optional<Node> gradient(Node node) {
        return makes(node) || !isUsedElsewhere(node) ? names.gradient(node) : Optional.empty();
    }

    /** How many of the uses that are drawn hand a gradient to this value. */
    int flowsBackTo(Node node) {
        return handedBack.getOrDefault(node, 0);
    }
}
