package dev.gradus.node;

/**
 * Which elements of its operands an element of an op's value depends on. Planning, checks and formulas ask for it instead
 * of knowing each op by its class.
 */
public enum Dependence {
    /** On the elements at its own place, the operands broadcast against each other as by {@link BinaryOp}. */
    ELEMENTWISE,

    /** The same, but an element that is not chosen there has no influence, even if it is infinite or NaN. */
    SELECTION,

    /** It is the operand's element at its own place: the operand broadcast to a larger shape. */
    REPETITION,

    /** It is the operand's element in the same row-major order: only the shape is another. */
    VIEW,

    /** It is an element of an operand, from whatever place, or a constant: transposed, sliced, padded, joined, looked up. */
    MOVE,

    /** It is the sum of the operand's elements along {@link Op#reducedAxes}. */
    SUM,

    /** On the operand's elements along {@link Op#reducedAxes} in any other way: their mean, their maximum. */
    REDUCTION,

    /** It is element (…, i, j) of a matrix product, Σ_t a_…it b_…tj; the axes before the last two are broadcast. */
    PRODUCT,

    /** On any of them. */
    ANY;

    /** Whether an op computes each element from those at the same place. */
    public boolean isElementwise() {
        return this == ELEMENTWISE || this == SELECTION;
    }

    /** Whether an op reduces some axes of its operand to one number each. */
    public boolean isReduction() {
        return this == SUM || this == REDUCTION;
    }

    /** Whether an op computes nothing: each element is one of an operand's, or a constant. */
    public boolean isMove() {
        return this == REPETITION || this == VIEW || this == MOVE;
    }
}
