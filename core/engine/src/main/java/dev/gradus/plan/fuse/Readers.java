package dev.gradus.plan.fuse;

import dev.gradus.plan.Program;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Counts how often ops read each value, and thus finds the values that a generated loop has to store. */
final class Readers {
    private final Program program;

    /** For each value, the number of operands that read it. */
    private final int[] reads;

    Readers(Program program, BitSet ops) {
        this.program = program;
        this.reads = new int[program.size()];
        for (int index = ops.nextSetBit(0); index >= 0; index = ops.nextSetBit(index + 1)) {
            for (int i = 0; i < program.inputs(index); i++) {
                reads[program.input(index, i)]++;
            }
        }
    }

    /**
     * Finishes a loop, which stores results and the values that other ops read.
     *
     * @param isBlock whether the array of a value contains one block
     */
    void close(FusedOps loop, IntPredicate isBlock) {
        Map<Integer, Integer> inside = new HashMap<>();
        List<Integer> indices = loop.indices();
        for (int index : indices) {
            for (int i = 0; i < program.inputs(index); i++) {
                inside.merge(program.input(index, i), 1, Integer::sum);
            }
        }
        loop.close(index -> program.isResult(index) || reads[index] > inside.getOrDefault(index, 0), isBlock);
    }
}
