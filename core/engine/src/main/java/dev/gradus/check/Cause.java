package dev.gradus.check;

/** The probable reason why a backward rule is wrong. */
public enum Cause {
    /** The op is not a function of its inputs: it is random, or keeps state between calls. */
    NOT_REPEATABLE,
    /** The gradient is infinite or NaN where the slope is finite. */
    NOT_FINITE,
    /** The gradient is zero: the input is ignored or treated as a constant. */
    ZERO,
    /** The gradient does not depend on the upstream gradient: the rule returns only the local derivative. */
    UPSTREAM_IGNORED,
    /**
     * The gradient is not proportional to the upstream gradient, for instance because it contains upstream as a factor
     * twice.
     */
    NOT_LINEAR_IN_UPSTREAM,
    /** The gradient has the wrong sign. */
    WRONG_SIGN,
    /**
     * All elements are wrong by one factor, which is a number of elements or its reciprocal: a sum in place of a mean, or
     * vice versa.
     */
    COUNT_FACTOR,
    /** All elements are wrong by one factor, such as ½ or 2. */
    CONSTANT_FACTOR,
    /** The gradient equals the upstream gradient: the local derivative, such as σ′, is missing. */
    MISSING_DERIVATIVE,
    /** A transpose is missing, of the result or of one of its factors. */
    MISSING_TRANSPOSE,
    /** The input was broadcast, and the gradient is that of one copy instead of the sum over all copies. */
    MISSING_SUM,
    /** The gradient belongs to another input. */
    SWAPPED,
    /** The gradient has the right numbers at the wrong elements: a permutation is missing or inverted. */
    WRONG_ORDER,
    /** The gradient is right for some elements and wrong for others. */
    SOME_ELEMENTS,
    /** None of the above. */
    UNKNOWN
}
