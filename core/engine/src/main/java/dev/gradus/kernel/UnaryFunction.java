package dev.gradus.kernel;

/** The functions of one element with loops in the kernels; the ops of these names state their formulas. */
public enum UnaryFunction {
    NEGATE,
    ABS,
    RELU,
    SQUARE,
    SQRT,
    RECIPROCAL,
    EXP,
    EXPM1,
    LOG,
    LOG1P,
    TANH,
    SIGMOID,
    SOFTPLUS,
    ERF
}
