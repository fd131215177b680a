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

/** The ops in one row of a picture, with the values that they take from elsewhere and hand on. */
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

    static Excerpt whole(List<Node> nodes, DiagramNames names) {
        Excerpt whole = new Excerpt(
                nodes.stream().filter(Op.class::isInstance).map(Op.class::cast).toList(), names);
        nodes.stream().filter(Leaf.class::isInstance).forEach(leaf -> whole.uses.putIfAbsent(leaf, 0));
        return whole;
    }

    List<Op> ops() {
        return ops;
    }

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

    /** Values that are made here and used elsewhere, or are outputs of the graph. */
    List<Op> results() {
        return ops.stream().filter(op -> isUsedElsewhere(op) || uses(op) == 0).toList();
    }

    Optional<Node> gradient(Node node) {
        return makes(node) || !isUsedElsewhere(node) ? names.gradient(node) : Optional.empty();
    }

    /** The number of drawn uses that hand a gradient to this value. */
    int flowsBackTo(Node node) {
        return handedBack.getOrDefault(node, 0);
    }
}
