package dev.gradus.plan.fuse;

import dev.gradus.kernel.ElementwiseOp;
import dev.gradus.plan.Program;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds adjacent elementwise ops of equal size, to be computed block by block, so that intermediate values stay in the
 * cache. Values that nothing outside of a group reads take a block instead of an array.
 */
public final class BlockGroups {
    /** How many elements are computed at a time. */
    public static final int BLOCK = 1024;

    /** From this size on a single op is a group, so that threads share it. */
    public static final int MANY = 32 * BLOCK;

    private static final int NONE = -1;

    private final Program program;
    private final int[] group;
    private final BitSet inside = new BitSet();
    private int count;

    BlockGroups(Program program) {
        this.program = program;
        this.group = new int[program.size()];
        Arrays.fill(group, NONE);
    }

    /** Groups of these ops, none of them in two loops. */
    BlockGroups(Program program, BitSet ops, Loops loops) {
        this(program);
        int first = NONE;
        for (int place = ops.nextSetBit(0); place >= 0; place = ops.nextSetBit(place + 1)) {
            boolean continues = first != NONE
                    && program.elements(place) == program.elements(first)
                    && program.isForward(place) == program.isForward(first)
                    && loops.of(place) == loops.of(first);
            if (!isElementwise(place)) {
                first = NONE;
            } else if (!continues) {
                first = place;
                if (program.elements(place) >= MANY) {
                    group[first] = count++;
                }
            } else {
                if (group[first] == NONE) {
                    group[first] = count++;
                }
                group[place] = group[first];
            }
        }
        findInside(ops);
    }

    private boolean isElementwise(int place) {
        boolean fits = program.elements(place) >= 2 * BLOCK && program.computation(place) instanceof ElementwiseOp;
        for (int i = 0; i < program.inputs(place) && fits; i++) {
            int elements = program.elements(program.input(place, i));
            fits = elements == program.elements(place) || elements == 1;
        }
        return fits;
    }

    private void findInside(BitSet ops) {
        for (int place = ops.nextSetBit(0); place >= 0; place = ops.nextSetBit(place + 1)) {
            inside.set(place, group[place] != NONE && !program.isResult(place));
        }
        for (int place = ops.nextSetBit(0); place >= 0; place = ops.nextSetBit(place + 1)) {
            for (int i = 0; i < program.inputs(place); i++) {
                int input = program.input(place, i);
                if (group[input] != group[place]) {
                    inside.clear(input);
                }
            }
        }
    }

    /** Which group an op is in; negative if in none. */
    int of(int place) {
        return group[place];
    }

    /** Whether only its group needs a value, block by block. */
    boolean isInside(int place) {
        return inside.get(place);
    }

    int arrayLength(int place) {
        return isInside(place) ? BLOCK : program.elements(place);
    }

    int count() {
        return count;
    }
}
