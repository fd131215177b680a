package dev.gradus.node;

/**
 * Which elements of its operands each element of an op's value depends on. Planning, checks and formulas use this
 * instead of testing for op classes.
 */
public enum Dependence {
    /** On the elements at the same position, with the operands broadcast against each other as in {@link BinaryOp}. */
    ELEMENTWISE,

    /** As {@link #ELEMENTWISE}, but elements that are not selected have no influence, even infinite or NaN ones. */
    SELECTION,

    /** On the operand's element at the same position, unchanged, with the operand broadcast to a larger shape. */
    REPETITION,

    /** On the operand's element at the same row-major index, unchanged: only the shape differs. */
    VIEW,

    /** On one element of an operand, unchanged, or on none: transposed, sliced, padded, joined, looked up. */
    MOVE,

    /** On the operand's elements along {@link Op#reducedAxes}, of which it is the sum. */
    SUM,

    /** On the operand's elements along {@link Op#reducedAxes} in any other way, such as their mean or maximum. */
    REDUCTION,

    /** On a row and a column: element (…, i, j) is Σ_t a_…it b_…tj. The axes before the last two are broadcast. */
    PRODUCT,

    /** On any element. */
    ANY;

    /** Whether each element is computed from the elements at the same position. */
    public boolean isElementwise() {
        return this == ELEMENTWISE || this == SELECTION;
    }

    /** Whether some axes of the operand are reduced to one number each. */
    public boolean isReduction() {
        return this == SUM || this == REDUCTION;
    }

    /** Whether nothing is computed: each element is an element of an operand, or a constant. */
    public boolean isMove() {
        return this == REPETITION || this == VIEW || this == MOVE;
    }
}
