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
 * @param phase what kind of step it is
 * @param node the node whose value (forward, update) or gradient (all else) this step works out
 * @param rule the op that computes it: the node itself (forward), or the op whose local backward made it
 * @param input which of the rule's inputs the node is, where the step is what a rule hands to an input
 * @param operands what the result is made from; what else a rule uses are values of the forward pass
 * @param result the node that holds the result; for an update the formula of the new value, or the parameter itself if the
 *     optimizer has no formula
 * @param value the result's numbers
 * @param flags what a reader should know about this step
 * @param check what a numerical check says of the rule, if one was made
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

    /** The kinds of steps, in the order in which they first come. */
    public enum Phase {
        /** An op computes its value. */
        FORWARD,
        /** The backward pass starts with ∂J/∂J = 1. */
        SEED,
        /** An op's rule turns the gradient that arrives into what one of its inputs gets. */
        CONTRIBUTION,
        /** The gradients of the copies that broadcasting made are added up. */
        FOLD,
        /** The gradients from several uses of one node are added up. */
        ACCUMULATION,
        /** An optimizer changes a parameter. */
        UPDATE
    }

    /** What a reader should know about a step. */
    public enum Flag {
        /** An operand is repeated to the shape of the result. */
        BROADCAST,
        /** The value holds an infinite number or NaN. */
        NON_FINITE,
        /** A function is so flat at some element that hardly any gradient passes. */
        SATURATED,
        /** Some element stands where the function has a kink, and the rule's answer is a choice. */
        AT_KINK
    }

    /**
     * The result of a numerical check of this step's rule.
     *
     * @param verdict the worst verdict on the elements that were looked at
     * @param relativeError the largest relative difference between the rule and the numerical derivative
     * @param mistake what is probably wrong, if something is
     */
    public record Check(Verdict verdict, double relativeError, Optional<Mistake> mistake) {}

    /**
     * What is probably wrong with a rule.
     *
     * @param kind the name of its {@code dev.gradus.check.Cause}
     * @param ratio the rule's derivative divided by the numerical one, at the element where they differ most
     * @param cause the same in words
     */
    public record Mistake(String kind, double ratio, String cause) {}

    /** Keeps copies of the operands and flags. */
    public Step {
        operands = List.copyOf(operands);
        flags = Set.copyOf(flags);
    }

    /** The same step with these numbers. */
    Step with(Tensor numbers) {
        Set<Flag> changed = EnumSet.noneOf(Flag.class);
        changed.addAll(flags);
        changed.remove(Flag.NON_FINITE);
        if (!Arrays.stream(numbers.toArray()).allMatch(Double::isFinite)) {
            changed.add(Flag.NON_FINITE);
        }
        return new Step(phase, node, rule, input, operands, result, numbers, changed, check);
    }

    /** The same step with these flags and this check. */
    public Step with(Set<Flag> otherFlags, Optional<Check> otherCheck) {
        Objects.requireNonNull(otherFlags, "otherFlags");
        Objects.requireNonNull(otherCheck, "otherCheck");
        return new Step(phase, node, rule, input, operands, result, value, otherFlags, otherCheck);
    }
}
