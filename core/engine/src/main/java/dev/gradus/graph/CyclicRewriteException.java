package dev.gradus.graph;

import dev.gradus.node.Node;

/**
 * Thrown when a rewrite of a graph would compute a node from itself or from a node that comes after it. What follows
 * such a rewrite might never end. This is an error in the engine, not in the graph.
 */
public final class CyclicRewriteException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param rewrite the name of the rewrite
     * @param node the node that cannot be computed
     * @param from the node from which it would be computed
     */
    public CyclicRewriteException(String rewrite, Node node, Node from) {
        super("The rewrite " + rewrite + " would compute " + node.describe() + " from " + from.describe()
                + ", which needs it or comes after it, so planning might never end. This is an error in the engine: please"
                + " report it with the graph. If run.plan() lists the rewrite, without(…) of the run's builder leaves it"
                + " out");
    }
}
