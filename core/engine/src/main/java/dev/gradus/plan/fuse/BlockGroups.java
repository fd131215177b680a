package dev.gradus.plan.fuse;

import dev.gradus.kernel.ElementwiseOp;
import dev.gradus.kernel.MovingOp;
import dev.gradus.plan.Program;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Groups adjacent elementwise ops of equal size, and large moves of values from outside the group. A group is computed
 * block by block, so that intermediate values stay in the cache. A value that is read only inside its group needs an
 * array of one block.
 */
public final class BlockGroups {
    /** The number of elements of a block. */
    public static final int BLOCK = 1024;

    /** From this size on, a single op forms a group, so that threads can share it. */
    public static final int MANY = 32 * BLOCK;

    private static final int NONE = -1;

    private final Program program;
    private final int[] group;
    private final Map<Integer, Integer> last = new HashMap<>();
    private final BitSet inside = new BitSet();
    private int count;

    BlockGroups(Program program) {
        this.program = program;
        this.group = new int[program.size()];
        Arrays.fill(group, NONE);
    }

    /** Forms groups, each with ops of a single generated loop or with ops of none. */
    BlockGroups(Program program, BitSet ops, LoopGroups loops) {
        this(program);
        int first = NONE;
        for (int index = ops.nextSetBit(0); index >= 0; index = ops.nextSetBit(index + 1)) {
            boolean continues = first != NONE
                    && !readsElsewhere(index, first)
                    && program.elements(index) == program.elements(first)
                    && program.isForward(index) == program.isForward(first)
                    && loops.of(index) == loops.of(first);
            if (!isElementwise(index) && !isLargeMove(index)) {
                first = NONE;
            } else if (!continues) {
                first = index;
                if (program.elements(index) >= MANY) {
                    group[first] = count++;
                }
            } else {
                if (group[first] == NONE) {
                    group[first] = count++;
                }
                group[index] = group[first];
            }
            if (first != NONE && group[first] != NONE) {
                last.put(group[first], index);
            }
        }
        findInside(ops);
    }

    /** Smaller values stay in the cache from the move to its readers. */
    private boolean isLargeMove(int index) {
        return program.elements(index) >= MANY && program.computation(index) instanceof MovingOp;
    }

    /** Whether a move reads a value of the group that begins with {@code first}, maybe from a later block. */
    private boolean readsElsewhere(int index, int first) {
        boolean reads = false;
        for (int i = 0; isLargeMove(index) && i < program.inputs(index); i++) {
            int input = program.input(index, i);
            reads |= input >= first && program.isComputed(input);
        }
        return reads;
    }

    private boolean isElementwise(int index) {
        boolean fits = program.elements(index) >= 2 * BLOCK && program.computation(index) instanceof ElementwiseOp;
        for (int i = 0; i < program.inputs(index) && fits; i++) {
            int elements = program.elements(program.input(index, i));
            fits = elements == program.elements(index) || elements == 1;
        }
        return fits;
    }

    private void findInside(BitSet ops) {
        for (int index = ops.nextSetBit(0); index >= 0; index = ops.nextSetBit(index + 1)) {
            inside.set(index, group[index] != NONE && !program.isResult(index));
        }
        for (int index = ops.nextSetBit(0); index >= 0; index = ops.nextSetBit(index + 1)) {
            for (int i = 0; i < program.inputs(index); i++) {
                int input = program.input(index, i);
                if (group[input] != group[index]) {
                    inside.clear(input);
                }
            }
        }
    }

    /** The group that an op belongs to, or a negative number. */
    int of(int index) {
        return group[index];
    }

    /** The last op of the group that an op belongs to, or a negative number. */
    int last(int index) {
        return group[index] == NONE ? NONE : last.getOrDefault(group[index], NONE);
    }

    /** Whether a value is read only inside its group. */
    boolean isInside(int index) {
        return inside.get(index);
    }

    int arrayLength(int index) {
        return isInside(index) ? BLOCK : program.elements(index);
    }

    int count() {
        return count;
    }
}
