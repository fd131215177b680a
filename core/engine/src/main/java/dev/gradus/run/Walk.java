package dev.gradus.run;

import dev.gradus.kernel.FusedLoop;
import dev.gradus.kernel.Kernels;

/** The way of a generated loop through the elements, in parts that threads share. It depends on sizes alone. */
interface Walk {
    /** How many parts there are. */
    int parts();

    /** How many elements a block has at most; some arrays hold no more. */
    int block();

    /** Computes one part. */
    void run(FusedLoop loop, LoopArrays arrays, Kernels kernels, int part);

    /** The way of these ops. */
    static Walk of(FusedOps ops) {
        return ops.columns() == 0
                ? WalkInOrder.of(ops)
                : WalkByColumns.of(ops.elements() / ops.columns(), ops.columns());
    }
}
