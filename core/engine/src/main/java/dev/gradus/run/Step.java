package dev.gradus.run;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One step of a {@link Trace}. Immutable.
 *
 * @param phase the kind of the step
 * @param node the node whose value (forward, update) or gradient (otherwise) this step computes
 * @param rule the op that computes it: the node itself (forward), or the op whose backward rule does
 * @param input the number of the rule's input that is the node, if the step computes the gradient for an input
 * @param operands the nodes from which the result is computed; a rule may also use values of the forward pass
 * @param result the node that holds the result; for an update, the formula of the new value, or the parameter itself if
 *     the optimizer has no formula
 * @param value the result's numbers
 * @param flags what a reader should know about this step
 * @param check the result of a numerical check of the rule, if there was one
 */
public record Step(
        Phase phase,
        Node node,
        Optional<Op> rule,
        OptionalInt input,
        List<Node> operands,
        Node result,
        Tensor value,
        Set<Flag> flags,
        Optional<Check> check) {

    /** The kinds of steps, in the order in which they first occur. */
    public enum Phase {
        /** An op computes its value. */
        FORWARD,
        /** The backward pass starts with ∂J/∂J = 1. */
        SEED,
        /**
         * An op's backward rule turns the upstream gradient into a contribution to the gradient of one of its inputs.
         */
        CONTRIBUTION,
        /** The gradients of all copies that broadcasting made of an element are added. */
        FOLD,
        /** The contributions from several uses of a node are added. */
        ACCUMULATION,
        /** An optimizer changes a parameter. */
        UPDATE
    }

    /** What a reader should know about a step. */
    public enum Flag {
        /** An operand is broadcast to the shape of the result. */
        BROADCAST,
        /** The value contains infinity or NaN. */
        NON_FINITE,
        /** At some element, the function is so flat that its gradient nearly vanishes. */
        SATURATED,
        /** Some element is at a kink of the function, where the rule chooses one of several slopes. */
        AT_KINK
    }

    /**
     * The result of a numerical check of a step's rule.
     *
     * @param verdict the worst verdict on the elements that were checked
     * @param relativeError the largest relative difference between the rule and the numerical derivative
     * @param mistake the probable mistake, if the rule is wrong and a likely cause was found
     */
    public record Check(Verdict verdict, double relativeError, Optional<Mistake> mistake) {}

    /**
     * The probable mistake in a rule.
     *
     * @param kind the name of its {@code dev.gradus.check.Cause}
     * @param ratio the rule's derivative divided by the numerical one, at the element where they differ most
     * @param cause the mistake in words
     */
    public record Mistake(String kind, double ratio, String cause) {}

    /** Creates a step with copies of the operands and flags. */
    public Step {
        operands = List.copyOf(operands);
        flags = Set.copyOf(flags);
    }

    Step with(Tensor numbers) {
        Set<Flag> changed = EnumSet.noneOf(Flag.class);
        changed.addAll(flags);
        changed.remove(Flag.NON_FINITE);
        if (!Arrays.stream(numbers.toArray()).allMatch(Double::isFinite)) {
            changed.add(Flag.NON_FINITE);
        }
        return new Step(phase, node, rule, input, operands, result, numbers, changed, check);
    }

    /** Returns the same step with other flags and another check. */
    public Step with(Set<Flag> otherFlags, Optional<Check> otherCheck) {
        Objects.requireNonNull(otherFlags, "otherFlags");
        Objects.requireNonNull(otherCheck, "otherCheck");
        return new Step(phase, node, rule, input, operands, result, value, otherFlags, otherCheck);
    }
}
