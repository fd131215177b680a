package dev.gradus.check;

import dev.gradus.node.Node;
import java.util.List;

/**
 * The check of the objective's gradient with respect to one node.
 *
 * @param node the node
 * @param elements the results, in the order of the node's elements; a sample of them if the node is large
 */
public record NodeCheck(Node node, List<ElementCheck> elements) {

    /** Keeps a copy of the elements. */
    public NodeCheck {
        elements = List.copyOf(elements);
    }

    /** How many elements got which verdict. */
    public VerdictCounts counts() {
        return VerdictCounts.of(elements);
    }
}
