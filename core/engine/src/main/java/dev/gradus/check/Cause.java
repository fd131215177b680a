package dev.gradus.check;

/** Why a backward rule is probably wrong. */
public enum Cause {
    /** The op is not a function of its inputs: it is random, or keeps something between calls. */
    NOT_REPEATABLE,
    /** The gradient is infinite or NaN where the slope is a number. */
    NOT_FINITE,
    /** The gradient is zero: the input is left out, or taken as a constant. */
    ZERO,
    /** The gradient does not depend on what arrives: the rule gives the local derivative alone. */
    UPSTREAM_IGNORED,
    /** The gradient is not proportional to what arrives: upstream is a factor twice, for instance. */
    NOT_LINEAR_IN_UPSTREAM,
    /** The gradient has the wrong sign. */
    WRONG_SIGN,
    /**
     * Every element is wrong by one factor, a number of elements or its reciprocal: a sum for a mean, or the other way
     * round.
     */
    COUNT_FACTOR,
    /** Every element is wrong by one factor, such as ½ or 2. */
    CONSTANT_FACTOR,
    /** The gradient is what arrives: the factor of the local derivative is missing, such as σ′. */
    MISSING_DERIVATIVE,
    /** A transpose is missing, of the result or of a factor in it. */
    MISSING_TRANSPOSE,
    /** The input was broadcast, and the gradient is that of one copy instead of the sum over all. */
    MISSING_SUM,
    /** The gradient belongs to another input. */
    SWAPPED,
    /** The gradient is right for some elements and wrong for others. */
    SOME_ELEMENTS,
    /** None of the above. */
    UNKNOWN
}
