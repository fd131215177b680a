package dev.gradus.kernel.loop;

import dev.gradus.kernel.ElementwiseOp;

/** An op on single elements that a loop can compute together with others. */
public interface FusibleOp extends ElementwiseOp {
    /** What the loop makes of the operands' elements. */
    LoopValue inLoop(LoopCode code, LoopValue[] operands);

    /** Whether the loop calls a formula for each element, which keeps the others from becoming vectors. */
    default boolean callsFormula() {
        return false;
    }
}
