package dev.gradus.run;

import dev.gradus.node.BinaryOp;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.UnaryOp;
import dev.gradus.node.Where;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The arrays of a program. A value's array is free again after the last op that reads it, for the next value of the same
 * size, or for the result of that very op if it works on single elements. The array of a value that is read as a result is
 * not given away any more in this pass.
 */
final class Buffers {
    /** The last use of a value whose array is free again. */
    private static final int RELEASED = -1;

    private final Program program;
    private final BitSet ops;
    private final Groups groups;
    private final double[][] arrays;
    private final int[] lastUse;
    private final Map<Integer, Deque<double[]>> free = new HashMap<>();
    private final Map<Class<?>, Boolean> writesOver = new HashMap<>();
    private int count;
    private long elements;
    private long live;
    private long mostLive;
    private int inPlace;

    /**
     * Assigns every needed value its array.
     *
     * @param leaves the arrays of inputs and parameters
     */
    Buffers(Program program, BitSet ops, Groups groups, Set<Pass> passes, Function<Node, double[]> leaves) {
        this.program = program;
        this.ops = ops;
        this.groups = groups;
        this.arrays = new double[program.size()][];
        this.lastUse = lastUses();
        new ConstantValues(program, ops).into(arrays);
        for (int place = 0; place < program.size(); place++) {
            if (ops.get(place)) {
                assign(place, passes);
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

    private void assign(int place, Set<Pass> passes) {
        int size = size(place);
        live += size;
        mostLive = Math.max(mostLive, live);
        int overwritten = passes.contains(Pass.IN_PLACE) ? overwritable(place) : -1;
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
                if (input != overwritten && passes.contains(Pass.REUSED_BUFFERS)) {
                    free(input);
                }
            }
        }
    }

    /** An operand whose array may become the op's, or −1. */
    private int overwritable(int place) {
        for (int i = 0; i < program.inputs(place); i++) {
            int input = program.input(place, i);
            if (isLastUse(place, input) && size(input) == size(place)) {
                return writesOver.computeIfAbsent(program.node(place).getClass(), Buffers::worksOnSingleElements)
                        ? input
                        : -1;
            }
        }
        return -1;
    }

    /** A user's op might look back at what it has written over. */
    private static boolean worksOnSingleElements(Class<?> op) {
        boolean single = UnaryOp.class.isAssignableFrom(op) || BinaryOp.class.isAssignableFrom(op) || op == Where.class;
        return single && op.getPackage() == Op.class.getPackage();
    }

    /** The length of a value's array. */
    private int size(int place) {
        return groups.isInside(place) ? Groups.BLOCK : program.elements(place);
    }

    private boolean isLastUse(int place, int input) {
        return ops.get(input) && lastUse[input] == place && !program.isResult(input);
    }

    private double[] taken(int size) {
        Deque<double[]> fitting = free.get(size);
        if (fitting != null && !fitting.isEmpty()) {
            return fitting.pop();
        }
        count++;
        elements += size;
        return new double[size];
    }

    private void free(int place) {
        free.computeIfAbsent(size(place), size -> new ArrayDeque<>()).push(arrays[place]);
    }

    /** The array that holds a node's value. */
    double[] of(int place) {
        return arrays[program.source(place)];
    }

    double[] of(Node node) {
        return of(program.place(node));
    }

    /** How many ops write over an operand. */
    int inPlace() {
        return inPlace;
    }

    /** How many arrays there are for ops. */
    int count() {
        return count;
    }

    /** Their size together. */
    long bytes() {
        return Double.BYTES * elements;
    }

    /** The largest sum of the sizes of values that are needed at one time. */
    long liveBytes() {
        return Double.BYTES * mostLive;
    }
}
