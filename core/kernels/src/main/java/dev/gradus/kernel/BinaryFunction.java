package dev.gradus.kernel;

/** The functions of two elements with loops in the kernels; the ops of these names state their formulas. */
public enum BinaryFunction {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MAXIMUM,
    MINIMUM,
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    ATAN2,
    POW,
    HYPOT,
    LOGADDEXP,
    XLOGY
}
