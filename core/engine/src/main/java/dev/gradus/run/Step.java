package dev.gradus.run;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * One step of a {@link Trace}.
 *
 * @param phase what kind of step it is
 * @param node the node whose value (forward) or gradient (all else) this step works out
 * @param rule the op that computes it: the node itself (forward), or the op whose local backward made it
 * @param operands what the result is made from
 * @param result the node that holds the result
 * @param value the result's numbers
 */
public record Step(Phase phase, Node node, Optional<Op> rule, List<Node> operands, Node result, Tensor value) {

    /** The kinds of steps, in the order in which they first come. */
    public enum Phase {
        /** An op computes its value. */
        FORWARD,
        /** The backward pass starts with ∂J/∂J = 1. */
        SEED,
        /** An op's rule turns the gradient that arrives into what one of its inputs gets. */
        CONTRIBUTION,
        /** What went into the copies that broadcasting made is added up. */
        FOLD,
        /** What several uses of one node hand in is added up. */
        ACCUMULATION
    }

    /** Keeps a copy of the operands. */
    public Step {
        operands = List.copyOf(operands);
    }
}
