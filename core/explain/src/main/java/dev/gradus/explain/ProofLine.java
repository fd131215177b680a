package dev.gradus.explain;

import java.util.Objects;

/**
 * One line of the proof of a backward rule.
 *
 * @param reason why it holds
 * @param line the equation
 */
public record ProofLine(Reason reason, Equation.Line line) {
    /** Why a line of a proof holds. */
    public enum Reason {
        /** The op's value, one element of it. */
        DEFINITION,
        /** The chain rule: the operand's element is part of this element only. */
        CHAIN,
        /** The chain rule: broadcasting made copies of the operand's element, and each counts. */
        CHAIN_OVER_COPIES,
        /** The chain rule: the operand's element is part of several elements, and each counts. */
        CHAIN_OVER_USES,
        /** The derivative of one element in one operand's element. */
        SLOPE,
        /** Of a sum only one term has this element. */
        ONE_TERM,
        /** The derivative of the logarithm of a sum of exponentials. */
        LOG_OF_SUM,
        /** The quotient that is the softmax. */
        PROBABILITY,
        /** The quotient rule, for the softmax. */
        QUOTIENT,
        /** A constant factor of a mean. */
        MEAN,
        /** An element of the value is an element of the operand, only elsewhere. */
        MOVED,
        /** All lines before put together, for one element. */
        ELEMENT,
        /** The same for all elements. */
        WHOLE,
        /** The op's rule, without a proof. */
        RULE
    }

    /** Refuses null. */
    public ProofLine {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(line, "line");
    }

    /** The equation as plain text. */
    @Override
    public String toString() {
        return line.text();
    }
}
