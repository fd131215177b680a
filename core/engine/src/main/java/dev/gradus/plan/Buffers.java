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
        for (int place = 0; place < program.size(); place++) {
            if (ops.get(place)) {
                assign(place);
            } else if (program.isGiven(place)) {
                arrays[place] = leaves.apply(program.node(place));
            }
        }
    }

    /** For each value the last op that reads it; none for those that stay. */
    private int[] lastUses() {
        int[] last = new int[program.size()];
        for (int place = ops.nextSetBit(0); place >= 0; place = ops.nextSetBit(place + 1)) {
            last[place] = place;
            for (int i = 0; i < program.inputs(place); i++) {
                last[program.input(place, i)] = place;
            }
        }
        return last;
    }

    private void assign(int place) {
        if (program.isSeparated(place)) {
            return; // it has been assigned with the op that writes it
        }
        for (int part : program.parts(place)) {
            live += size(part);
            arrays[part] = taken(size(part));
        }
        int size = size(place);
        live += size;
        mostLive = Math.max(mostLive, live);
        int overwritten = writesInPlace ? overwritable(place) : -1;
        if (overwritten >= 0) {
            arrays[place] = arrays[overwritten];
            inPlace++;
        } else {
            arrays[place] = taken(size);
        }
        for (int i = 0; i < program.inputs(place); i++) {
            int input = program.input(place, i);
            if (isLastUse(place, input)) {
                lastUse[input] = RELEASED; // the op may read it as another operand, too
                live -= size(input);
                if (input != overwritten && reuses) {
                    free(input);
                }
            }
        }
    }

    /** An operand whose array may become the op's, or −1. */
    private int overwritable(int place) {
        for (int i = 0; i < program.inputs(place); i++) {
            int input = program.input(place, i);
            boolean isGiven = program.mayOverwrite(input, place) && lastUse[input] == place && !program.isResult(input);
            if ((isGiven || isLastUse(place, input)) && size(input) == size(place)) {
                return program.computation(place) instanceof ElementwiseOp ? input : -1;
            }
        }
        return -1;
    }

    private int size(int place) {
        return lengths.applyAsInt(place);
    }

    private boolean isLastUse(int place, int input) {
        return ops.get(input) && lastUse[input] == place && !program.isResult(input);
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

    private void free(int place) {
        free.computeIfAbsent(size(place), size -> new ArrayDeque<>()).push(arrays[place]);
    }

    /** The array that holds a node's value. */
    public double[] of(int place) {
        return arrays[program.source(place)];
    }

    public double[] of(Node node) {
        return of(program.place(node));
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
