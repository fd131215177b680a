package dev.gradus.plan;

import dev.gradus.kernel.ElementwiseOp;
import dev.gradus.node.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * Assigns each value of a program an array. After the last op that reads a value, its array is reused for the next
 * value of the same size. If that last op is elementwise, it may write its own result there. The arrays of results are
 * not reused.
 */
public final class Buffers {
    /** The last use of a value whose array is free. */
    private static final int RELEASED = -1;

    private static final int NEVER = -1;

    private static final double[] NONE = {};

    private final Program program;
    private final BitSet ops;
    private final boolean reuses;
    private final boolean writesInPlace;
    private final IntUnaryOperator lengths;
    private final IntFunction<double[]> newArrays;
    private final double[][] arrays;
    private final int[] lastUse;

    /** For each value, the last op of a group in which a move reads it, or a negative number. */
    private final int[] lastMove;

    /** The values whose arrays are free after an op, although an earlier op of its group is the last that reads them. */
    private final Map<Integer, List<Integer>> later = new HashMap<>();

    private final Map<Integer, Deque<double[]>> free = new HashMap<>();
    private int count;
    private long elements;
    private long live;
    private long mostLive;
    private int inPlace;

    /**
     * Assigns the arrays.
     *
     * @param ops the ops that are computed
     * @param lengths the length of each value's array
     * @param lastWith for an op and its operand, the last op during which the operand is read, or a negative number if
     *     that is the op itself
     * @param reuses whether an array is reused for another value
     * @param inPlace whether an op may write over an operand
     * @param leaves the arrays of inputs and parameters
     * @param newArrays allocates an array of a given length
     */
    public Buffers(
            Program program,
            BitSet ops,
            IntUnaryOperator lengths,
            IntBinaryOperator lastWith,
            boolean reuses,
            boolean inPlace,
            Function<Node, double[]> leaves,
            IntFunction<double[]> newArrays) {
        this.newArrays = newArrays;
        this.program = program;
        this.ops = ops;
        this.reuses = reuses;
        this.writesInPlace = inPlace;
        this.lengths = lengths;
        this.arrays = new double[program.size()][];
        this.lastUse = lastUses();
        this.lastMove = lastMoves(lastWith);
        new ConstantValues(program, ops).into(arrays);
        for (int index = 0; index < program.size(); index++) {
            if (ops.get(index)) {
                assign(index);
            } else if (program.isGiven(index)) {
                arrays[index] = leaves.apply(program.node(index));
            }
        }
    }

    /** Returns for each value the last op that reads it. */
    private int[] lastUses() {
        int[] last = new int[program.size()];
        for (int index = ops.nextSetBit(0); index >= 0; index = ops.nextSetBit(index + 1)) {
            last[index] = index;
            for (int i = 0; i < program.inputs(index); i++) {
                last[program.input(index, i)] = index;
            }
        }
        return last;
    }

    private int[] lastMoves(IntBinaryOperator lastWith) {
        int[] last = new int[program.size()];
        Arrays.fill(last, NEVER);
        for (int index = ops.nextSetBit(0); index >= 0; index = ops.nextSetBit(index + 1)) {
            for (int i = 0; i < program.inputs(index); i++) {
                int input = program.input(index, i);
                last[input] = Math.max(last[input], lastWith.applyAsInt(index, input));
            }
        }
        return last;
    }

    private void assign(int index) {
        if (program.isSeparated(index)) {
            return; // assigned together with the loop that writes it
        }
        for (int result : program.resultIndices(index)) {
            live += size(result);
            arrays[result] = taken(size(result));
        }
        int size = size(index);
        live += size;
        mostLive = Math.max(mostLive, live);
        int overwritten = writesInPlace ? overwritable(index) : -1;
        if (overwritten >= 0) {
            arrays[index] = arrays[overwritten];
            inPlace++;
        } else {
            arrays[index] = taken(size);
        }
        for (int i = 0; i < program.inputs(index); i++) {
            int input = program.input(index, i);
            if (isLastUse(index, input)) {
                lastUse[input] = RELEASED; // the same value may be another operand of this op
                live -= size(input);
                if (input != overwritten && reuses) {
                    freeAfter(input, index);
                }
            }
        }
        if (!later.isEmpty()) {
            later.getOrDefault(index, List.of()).forEach(this::free);
        }
    }

    /** Frees a value's array after its last use, or after the group in which a move still reads it. */
    private void freeAfter(int value, int use) {
        if (lastMove[value] <= use) {
            free(value);
        } else {
            later.computeIfAbsent(lastMove[value], unknown -> new ArrayList<>()).add(value);
        }
    }

    /** Returns an operand whose array the op may write over, or −1. */
    private int overwritable(int index) {
        for (int i = 0; i < program.inputs(index); i++) {
            int input = program.input(index, i);
            if (lastMove[input] >= index) {
                continue;
            }
            boolean isGiven = program.mayOverwrite(input, index) && lastUse[input] == index && !program.isResult(input);
            if ((isGiven || isLastUse(index, input)) && size(input) == size(index)) {
                return program.computation(index) instanceof ElementwiseOp ? input : -1;
            }
        }
        return -1;
    }

    private int size(int index) {
        return lengths.applyAsInt(index);
    }

    private boolean isLastUse(int index, int input) {
        return ops.get(input) && lastUse[input] == index && !program.isResult(input);
    }

    private double[] taken(int size) {
        if (size == 0) {
            return NONE;
        }
        Deque<double[]> fitting = free.get(size);
        if (fitting != null && !fitting.isEmpty()) {
            return fitting.pop();
        }
        count++;
        elements += size;
        return newArrays.apply(size);
    }

    private void free(int index) {
        free.computeIfAbsent(size(index), size -> new ArrayDeque<>()).push(arrays[index]);
    }

    /** Returns the array that holds a node's value. */
    public double[] of(int index) {
        return arrays[program.source(index)];
    }

    /** Returns the array that holds a node's value. */
    public double[] of(Node node) {
        return of(program.index(node));
    }

    /** The number of ops that write over an operand. */
    public int inPlace() {
        return inPlace;
    }

    /** The number of arrays for the values of ops. */
    public int count() {
        return count;
    }

    /** The total size of these arrays. */
    public long bytes() {
        return Double.BYTES * elements;
    }

    /** The largest total size of values that are needed at the same time. */
    public long liveBytes() {
        return Double.BYTES * mostLive;
    }
}
