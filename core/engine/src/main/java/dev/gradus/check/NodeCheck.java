package dev.gradus.check;

import dev.gradus.node.Node;
import java.util.List;

/**
 * The check of the objective's gradient with respect to one node.
 *
 * @param node the node
 * @param elements the results in the order of the node's elements; a sample if the node is large
 */
public record NodeCheck(Node node, List<ElementCheck> elements) {

    /** Copies the list. */
    public NodeCheck {
        elements = List.copyOf(elements);
    }

    /** Counts the verdicts. */
    public VerdictCounts counts() {
        return VerdictCounts.of(elements);
    }
}
