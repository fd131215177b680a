package dev.gradus.plan;

import dev.gradus.kernel.ElementwiseOp;
import dev.gradus.node.Node;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * The arrays of a program. After the last op that reads a value, its array serves the next value of that size, or the
 * result of that very op if it is elementwise. The array of a result is not used again in this pass.
 */
public final class Buffers {
    /** The last use of a value whose array is free again. */
    private static final int RELEASED = -1;

    private static final double[] NONE = {};

    private final Program program;
    private final BitSet ops;
    private final boolean reuses;
    private final boolean writesInPlace;
    private final IntUnaryOperator lengths;
    private final IntFunction<double[]> newArrays;
    private final double[][] arrays;
    private final int[] lastUse;
    private final Map<Integer, Deque<double[]>> free = new HashMap<>();
    private int count;
    private long elements;
    private long live;
    private long mostLive;
    private int inPlace;

    /**
     * Assigns every needed value its array.
     *
     * @param lengths of each value's array, by place
     * @param reuses whether an array is used again for another value
     * @param inPlace whether a result may be written over an operand
     * @param leaves the arrays of inputs and parameters
     * @param newArrays makes an array
     */
    public Buffers(
            Program program,
            BitSet ops,
            IntUnaryOperator lengths,
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
        new ConstantValues(program, ops).into(arrays);
        for (int index = 0; index < program.size(); index++) {
            if (ops.get(index)) {
                assign(index);
            } else if (program.isGiven(index)) {
                arrays[index] = leaves.apply(program.node(index));
            }
        }
    }

    /** For each value the last op that reads it; none for those that stay. */
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

    private void assign(int index) {
        if (program.isSeparated(index)) {
            return; // it has been assigned with the op that writes it
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
                lastUse[input] = RELEASED; // the op may read it as another operand, too
                live -= size(input);
                if (input != overwritten && reuses) {
                    free(input);
                }
            }
        }
    }

    /** An operand whose array may become the op's, or −1. */
    private int overwritable(int index) {
        for (int i = 0; i < program.inputs(index); i++) {
            int input = program.input(index, i);
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

    /** The array that holds a node's value. */
    public double[] of(int index) {
        return arrays[program.source(index)];
    }

    public double[] of(Node node) {
        return of(program.index(node));
    }

    /** How many ops write over an operand. */
    public int inPlace() {
        return inPlace;
    }

    /** How many arrays there are for ops. */
    public int count() {
        return count;
    }

    /** Their size together. */
    public long bytes() {
        return Double.BYTES * elements;
    }

    /** The largest total size of values that are needed at one time. */
    public long liveBytes() {
        return Double.BYTES * mostLive;
    }
}
