package dev.gradus.kernel.loop;

import dev.gradus.kernel.ElementwiseOp;

/** An elementwise op that a generated loop can compute together with others. */
public interface FusibleOp extends ElementwiseOp {
    /** Returns the value of one element, computed from the elements of the operands. */
    LoopValue inLoop(LoopCode code, LoopValue[] operands);

    /** Returns whether the loop calls a user formula for each element, which prevents its vectorization. */
    default boolean callsFormula() {
        return false;
    }
}
