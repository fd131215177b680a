package dev.gradus.kernel.loop;

import dev.gradus.kernel.ElementwiseOp;

/** An elementwise op that a loop can compute together with others. */
public interface FusibleOp extends ElementwiseOp {
    /** The code of one element, from the operands' elements. */
    LoopValue inLoop(LoopCode code, LoopValue[] operands);

    /** Whether the loop calls a formula for each element, which keeps the others from being vectorised. */
    default boolean callsFormula() {
        return false;
    }
}
