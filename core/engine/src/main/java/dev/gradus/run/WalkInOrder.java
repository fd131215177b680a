package dev.gradus.run;

import dev.gradus.kernel.FusedLoop;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.math.Sums;

/** From the first element to the last, block by block. */
record WalkInOrder(int elements, int block) implements Walk {
    private static final int PART = 2 * Sums.BLOCK;

    /** How many elements of a repeated operand are written out at a time. */
    private static final int REPEATED = 1024;

    static Walk of(FusedOps ops) {
        return new WalkInOrder(ops.elements(), ops.repeats() ? REPEATED : Sums.BLOCK);
    }

    @Override
    public int parts() {
        return (elements + PART - 1) / PART;
    }

    @Override
    public void run(FusedLoop loop, LoopArrays arrays, Kernels kernels, int part) {
        int end = Math.min((part + 1) * PART, elements);
        for (int from = part * PART; from < end; from += block) {
            arrays.run(loop, from, from, Math.min(from + block, end));
        }
    }
}
