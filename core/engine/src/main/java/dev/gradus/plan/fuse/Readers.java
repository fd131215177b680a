package dev.gradus.plan.fuse;

import dev.gradus.plan.Program;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often the ops of a program read each value, to tell what a loop has to store for others. */
final class Readers {
    private final Program program;

    /** By place: how many operands are this value. */
    private final int[] reads;

    Readers(Program program, BitSet ops) {
        this.program = program;
        this.reads = new int[program.size()];
        for (int place = ops.nextSetBit(0); place >= 0; place = ops.nextSetBit(place + 1)) {
            for (int i = 0; i < program.inputs(place); i++) {
                reads[program.input(place, i)]++;
            }
        }
    }

    /** Writes what a loop has to store: results, and values that others read too. */
    void close(FusedOps loop) {
        Map<Integer, Integer> inside = new HashMap<>();
        List<Integer> places = loop.places();
        for (int place : places) {
            for (int i = 0; i < program.inputs(place); i++) {
                inside.merge(program.input(place, i), 1, Integer::sum);
            }
        }
        loop.close(place -> program.isResult(place) || reads[place] > inside.getOrDefault(place, 0));
    }
}
