package dev.gradus.run;

import dev.gradus.graph.TopologicalOrder;
import dev.gradus.kernel.SummingOp;
import dev.gradus.lower.Lowering;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells which sums over the rows of a matrix are to be computed in the loop that computes the matrix. */
final class ColumnSums {
    private final TopologicalOrder forward;
    private final boolean vectors;
    private final boolean always;

    /** How many elements values have of which all are added up in the forward pass. */
    private final Set<Integer> addedUp = new HashSet<>();

    /**
     * Sums in both passes of a graph.
     *
     * @param lanes of how many numbers a vector has, 1 if there are none: then it is not fast to add up on the way
     * @param always whether sums are computed so wherever it is possible, instead of where it pays
     */
    ColumnSums(TopologicalOrder forward, int lanes, boolean always) {
        this.always = always;
        this.forward = forward;
        this.vectors = lanes > 1;
        if (vectors) {
            forward.forEach(this::noteWhetherAddedUp);
        }
    }

    private void noteWhetherAddedUp(Node node) {
        if (node.shape().elements() == 1
                && node instanceof Op op
                && Lowering.sum(op).isPresent()) {
            addedUp.add(node.inputs().get(0).shape().elements());
        }
    }

    /**
     * Whether an op is such a sum. A loop of the forward pass that adds up all elements is worth more together with one of the
     * backward pass, and then no loop on as many elements goes down the rows.
     */
    boolean areOf(Node node) {
        int columns = node.shape().elements();
        if (!vectors || columns <= 1 || !(node instanceof Op op)) {
            return false;
        }
        Optional<SummingOp> sum = Lowering.sum(op);
        if (sum.isEmpty()) {
            return false;
        }
        int elements = node.inputs().get(0).shape().elements();
        return sum.get().reduction().isOfColumns(columns) && (always || pays(elements, columns));
    }

    private boolean pays(int elements, int columns) {
        return !addedUp.contains(elements)
                && WalkByColumns.of(elements / columns, columns).pays();
    }

    /** The nodes of both passes with such sums of the backward pass right behind what they add up. */
    TopologicalOrder early(TopologicalOrder both) {
        if (!vectors) {
            return both;
        }
        Map<Node, List<Node>> sums = new HashMap<>();
        List<Node> backward = both.subList(forward.size(), both.size());
        for (Node node : backward) {
            if (areOf(node) && both.indexOf(node.inputs().get(0)) >= forward.size()) {
                sums.computeIfAbsent(node.inputs().get(0), unknown -> new ArrayList<>())
                        .add(node);
            }
        }
        if (sums.isEmpty()) {
            return both;
        }
        List<Node> order = new ArrayList<>();
        for (Node node : backward) {
            order.add(node);
            order.addAll(sums.getOrDefault(node, List.of()));
        }
        return forward.then(order);
    }
}
