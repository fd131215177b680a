package dev.gradus.plan;

import dev.gradus.kernel.KernelOp;
import dev.gradus.node.AlongAxis;
import dev.gradus.node.Dependence;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Finds reductions, products and softmaxes that read large values which nothing else reads, such as argMax(x @ W − b,
 * axis 1). If all of these ops compute each row from the same row of their operands, they are replaced by one op that
 * computes a block of rows at a time, so that the large values need arrays of one block, which stay in the cache.
 */
public final class RowGroups {
    /** The number of elements of a block's largest value. */
    static final int BLOCK = 1 << 14;

    /** Smaller values stay in the cache from one op to the next. */
    static final int FEWEST = 1 << 17;

    private static final int FEWEST_OF_PRODUCT = 48;

    /** The number of elements of a block with so few rows that still fits into the cache. */
    private static final int MOST = 8 * BLOCK;

    /** The most ops of a group, so that planning takes linear time. */
    private static final int MOST_OPS = 64;

    private final Program program;
    private final BitSet needed;
    private final int[] reads;
    private final boolean always;

    private RowGroups(Program program, boolean always) {
        this.always = always;
        this.program = program;
        this.needed = program.needed();
        this.reads = new int[program.size()];
        for (int index = needed.nextSetBit(0); index >= 0; index = needed.nextSetBit(index + 1)) {
            for (int i = 0; i < program.inputs(index); i++) {
                reads[program.input(index, i)]++;
            }
        }
    }

    /**
     * Replaces each group by one op.
     *
     * @param always whether to form groups even of small values
     * @param kernels returns the computation of a group
     * @return the ops that are now part of groups
     */
    public static BitSet replace(Program program, boolean always, Function<RowGroup, KernelOp> kernels) {
        return always || program.largest() >= FEWEST ? new RowGroups(program, always).replace(kernels) : new BitSet();
    }

    private BitSet replace(Function<RowGroup, KernelOp> kernels) {
        BitSet replaced = new BitSet();
        for (int index = needed.length() - 1; index >= 0; index = needed.previousSetBit(index - 1)) {
            if (!replaced.get(index) && endsGroup(index)) {
                BitSet members = members(index);
                Optional<RowGroup> group = group(members);
                if (group.isPresent()) {
                    int[] from = group.get().operands().stream()
                            .mapToInt(RowGroup.Operand::index)
                            .toArray();
                    program.computeBy(index, kernels.apply(group.get()), from);
                    replaced.or(members);
                }
            }
        }
        return replaced;
    }

    private boolean endsGroup(int index) {
        Dependence dependence = program.dependence(index);
        return isByRows(index) && !dependence.isElementwise() && dependence != Dependence.REPETITION;
    }

    /** Returns an op with all ops before it that it alone reads, directly or through others, row by row. */
    private BitSet members(int last) {
        BitSet members = new BitSet();
        Map<Integer, Integer> readsByMembers = new HashMap<>();
        TreeSet<Integer> open = new TreeSet<>();
        int count = 0;
        open.add(last);
        while (!open.isEmpty()) {
            int index = open.last();
            open.remove(index);
            boolean isReadElsewhere = program.isResult(index) || readsByMembers.getOrDefault(index, 0) < reads[index];
            if (index == last || (!isReadElsewhere && isLike(index, last) && ++count < MOST_OPS)) {
                members.set(index);
                for (int i = 0; i < program.inputs(index); i++) {
                    if (RowGroup.readsRows(program, index, i)) {
                        readsByMembers.merge(program.input(index, i), 1, Integer::sum);
                        open.add(program.input(index, i));
                    }
                }
            }
        }
        return members;
    }

    private boolean isLike(int index, int last) {
        return needed.get(index)
                && program.isForward(index) == program.isForward(last)
                && isByRows(index)
                && program.node(index).shape().size(0)
                        == program.node(last).shape().size(0);
    }

    private Optional<RowGroup> group(BitSet members) {
        int last = members.length() - 1;
        int rows = program.node(last).shape().size(0);
        int largest = 0;
        for (int index = members.nextSetBit(0); index < last; index = members.nextSetBit(index + 1)) {
            largest = Math.max(largest, program.elements(index));
        }
        if (largest < (always ? 1 : FEWEST)) {
            return Optional.empty();
        }
        int length = largest / rows;
        int blockRows = always ? Math.max(1, rows / 3) : Math.max(BLOCK / length, fewestRows(members));
        if (2 * blockRows > rows || blockRows * length > MOST) {
            return Optional.empty();
        }
        RowGroup group = RowGroup.of(program, members, blockRows);
        return !always && 2 * group.copied() > length * blockRows ? Optional.empty() : Optional.of(group);
    }

    /** Blocks with fewer rows would copy the right matrix of a product too often. */
    private int fewestRows(BitSet members) {
        boolean multiplies = members.stream()
                .anyMatch(index ->
                        program.dependence(index) == Dependence.PRODUCT && !RowGroup.readsRows(program, index, 1));
        return multiplies ? FEWEST_OF_PRODUCT : 1;
    }

    /** Whether each row of an op's value depends only on the same row of some operands and on all of the others. */
    private boolean isByRows(int index) {
        Node op = program.node(index);
        Dependence dependence = program.dependence(index);
        if (op.shape().rank() == 0 || op.shape().size(0) < 2) {
            return false;
        }
        if (op instanceof AlongAxis line) {
            return line.axis() != 0;
        }
        return switch (dependence) {
            case ELEMENTWISE, SELECTION, REPETITION -> true;
            case SUM, REDUCTION -> reducesRows((Op) op);
            case PRODUCT ->
                RowGroup.readsRows(program, index, 0)
                        && program.dependence(program.input(index, 0)) != Dependence.MOVE; // maybe a transpose
            default -> false;
        };
    }

    private static boolean reducesRows(Op op) {
        Shape of = op.input(0).shape();
        return of.size(0) == op.shape().size(0)
                && op.reducedAxes().stream().allMatch(axis -> axis > 0 && of.size(axis) > 1);
    }
}
