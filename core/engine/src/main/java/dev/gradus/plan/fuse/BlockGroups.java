package dev.gradus.plan.fuse;

import dev.gradus.kernel.ElementwiseOp;
import dev.gradus.kernel.MovingOp;
import dev.gradus.lower.RowsKernel;
import dev.gradus.plan.Program;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Groups adjacent ops of equal size: elementwise ops, large moves, and ops that write operands of that size next to each
 * other. A group is computed block by block, so that intermediate values stay in the cache. A value that is read only
 * inside its group needs an array of one block.
 */
public final class BlockGroups {
    /** The number of elements of a block. */
    public static final int BLOCK = 1024;

    /** From this size on, a single op forms a group, so that threads can share it. */
    public static final int MANY = 32 * BLOCK;

    private final Program program;
    private final Map<Integer, BlockGroup> groups = new HashMap<>();
    private final BitSet inside = new BitSet();
    private int count;

    BlockGroups(Program program) {
        this.program = program;
    }

    /** Forms groups. A generated loop of large values is in one group as a whole, or not at all. */
    BlockGroups(Program program, BitSet ops, LoopGroups loops) {
        this(program);
        Optional<BlockGroup> open = Optional.empty();
        for (int index = ops.nextSetBit(0); index >= 0; index = ops.nextSetBit(index + 1)) {
            if (program.elements(index) < 2 * BLOCK) {
                close(open);
                open = Optional.empty();
                continue;
            }
            BlockGroup.Unit unit = unit(index, loops);
            if (!unit.ops().stream().allMatch(this::fits)) {
                close(open);
                open = Optional.empty();
            } else if (open.isEmpty()
                    || open.get().elements() != rows(index)
                    || !open.get().add(unit)) {
                close(open);
                open = isRows(index) ? Optional.empty() : Optional.of(new BlockGroup(program, rows(index), unit));
            }
            index = unit.ops().get(unit.ops().size() - 1);
        }
        close(open);
        findInside(ops);
    }

    private BlockGroup.Unit unit(int index, LoopGroups loops) {
        int loop = loops.of(index);
        boolean isLarge = rows(index) >= MANY;
        if (loop < 0 || !isLarge || !isWhole(loops.get(loop))) {
            return new BlockGroup.Unit(loop, loop < 0 && isLarge, List.of(index));
        }
        return new BlockGroup.Unit(loop, true, loops.get(loop).indices());
    }

    private boolean isWhole(FusedOps loop) {
        return !loop.calls() && !loop.hasSums() && loop.indices().stream().allMatch(this::fits);
    }

    private void close(Optional<BlockGroup> open) {
        if (open.isPresent() && (open.get().ops() > 1 || open.get().elements() >= MANY)) {
            open.get().close();
            open.get().units().forEach(unit -> unit.ops().forEach(op -> groups.put(op, open.get())));
            count++;
        }
    }

    private boolean fits(int index) {
        return isElementwise(index) || isLargeMove(index) || isRows(index);
    }

    private boolean isRows(int index) {
        return program.computation(index) instanceof RowsKernel;
    }

    private int rows(int index) {
        return program.computation(index) instanceof RowsKernel rows ? rows.count() : program.elements(index);
    }

    /** Smaller values stay in the cache from the move to its readers. */
    private boolean isLargeMove(int index) {
        return program.elements(index) >= MANY && program.computation(index) instanceof MovingOp;
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
            inside.set(index, groups.containsKey(index) && !program.isResult(index) && !isRows(index));
        }
        for (int index = ops.nextSetBit(0); index >= 0; index = ops.nextSetBit(index + 1)) {
            for (int i = 0; i < program.inputs(index); i++) {
                int input = program.input(index, i);
                if (groups.get(input) != groups.get(index)) {
                    inside.clear(input);
                }
            }
        }
    }

    /** The group that an op belongs to. */
    Optional<BlockGroup> of(int index) {
        return Optional.ofNullable(groups.get(index));
    }

    /** Whether a value is read only inside its group. */
    boolean isInside(int index) {
        return inside.get(index);
    }

    int arrayLength(int index) {
        return isInside(index) ? length(index) : program.elements(index);
    }

    private int length(int index) {
        return of(index).map(group -> BLOCK + 2 * group.mostBeside()).orElse(BLOCK);
    }

    int count() {
        return count;
    }
}
