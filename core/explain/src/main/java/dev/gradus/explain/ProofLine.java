package dev.gradus.explain;

import java.util.Objects;

/**
 * One line of the proof of a backward rule.
 *
 * @param reason the justification
 * @param line the equation
 */
public record ProofLine(Reason reason, Equation.Line line) {
    /** The justification of a line of a proof. */
    public enum Reason {
        /** An element of the op's value. */
        DEFINITION,
        /** The chain rule: the operand's element affects only this element. */
        CHAIN,
        /** The chain rule: broadcasting copied the operand's element, and each copy contributes. */
        CHAIN_OVER_COPIES,
        /** The chain rule: the operand's element affects several elements, and each contributes. */
        CHAIN_OVER_USES,
        /** The derivative of one element with respect to one element of the operand. */
        SLOPE,
        /** Only one term of a sum contains this element. */
        ONE_TERM,
        /** The derivative of the logarithm of a sum of exponentials. */
        LOG_OF_SUM,
        /** The quotient is the softmax. */
        PROBABILITY,
        /** The quotient rule, applied to the softmax. */
        QUOTIENT,
        /** The constant factor of a mean. */
        MEAN,
        /** An element of the value is an element of the operand at another index. */
        MOVED,
        /** The preceding lines combined, for one element. */
        ELEMENT,
        /** The same for all elements. */
        WHOLE,
        /** The op's rule, without a proof. */
        RULE
    }

    /** Checks that neither is null. */
    public ProofLine {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(line, "line");
    }

    /** Returns the equation as plain text. */
    @Override
    public String toString() {
        return line.text();
    }
}
