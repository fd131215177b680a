package dev.gradus.kernel;

/** The functions of two elements that the kernels compute. The op of the same name states the formula. */
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
