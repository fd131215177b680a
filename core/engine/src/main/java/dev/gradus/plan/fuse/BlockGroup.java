package dev.gradus.plan.fuse;

import dev.gradus.kernel.MovingOp;
import dev.gradus.plan.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ops that are computed together, block by block. A move may read a value of the group at a small distance. The ops before
 * it then compute that many more elements on both sides of each block.
 */
final class BlockGroup {
    /** The most elements that a group computes on each side of a block. */
    private static final int MOST_BESIDE = 64;

    private final Program program;
    private final int elements;
    private final List<Unit> units = new ArrayList<>();
    private final Map<Integer, Integer> unitOf = new HashMap<>();
    private final List<Integer> distances = new ArrayList<>();
    private int[] beside = {};
    private int mostBeside;

    /**
     * A part of a group: single ops, or all ops of a generated loop.
     *
     * @param loop the loop, or a negative number
     * @param isFree whether its group may have parts that do not belong to its loop
     */
    record Unit(int loop, boolean isFree, List<Integer> ops) {
        int first() {
            return ops.get(0);
        }
    }

    BlockGroup(Program program, int elements, Unit first) {
        this.program = program;
        this.elements = elements;
        append(first, 0);
    }

    private void append(Unit unit, int distance) {
        unit.ops.forEach(op -> unitOf.put(op, units.size()));
        units.add(unit);
        distances.add(distance);
    }

    /** Appends a unit of the same size if it can be computed in the same blocks. */
    boolean add(Unit unit) {
        Unit last = units.get(units.size() - 1);
        boolean fits = program.isForward(unit.first()) == program.isForward(last.first())
                && (unit.loop == last.loop || (unit.isFree && last.isFree));
        long distance = fits ? distance(unit) : MovingOp.ANYWHERE;
        if (distance > MOST_BESIDE) {
            return false;
        }
        append(unit, (int) distance);
        return true;
    }

    /** The sum of the distances of moves between an element of the unit and the farthest that it depends on. */
    private long distance(Unit unit) {
        long most = 0;
        for (int op : unit.ops) {
            for (int i = 0; i < program.inputs(op); i++) {
                Integer from = unitOf.get(program.input(op, i));
                if (from != null) {
                    most = Math.max(most, (long) distances.get(from) + reach(program, op, i));
                }
            }
        }
        return most;
    }

    private static int reach(Program program, int op, int operand) {
        return program.computation(op) instanceof MovingOp move ? move.reach(operand) : 0;
    }

    /** Finishes the group: finds the elements that each unit computes on both sides of a block for the units after it. */
    void close() {
        beside = new int[units.size()];
        for (int unit = units.size() - 1; unit >= 0; unit--) {
            for (int op : units.get(unit).ops) {
                for (int i = 0; i < program.inputs(op); i++) {
                    Integer from = unitOf.get(program.input(op, i));
                    if (from != null && from < unit) {
                        beside[from] = Math.max(beside[from], beside[unit] + reach(program, op, i));
                    }
                }
            }
        }
        mostBeside = Arrays.stream(beside).max().orElse(0);
    }

    /** The number of elements that a unit computes on each side of a block. */
    int beside(int unit) {
        return beside[unit];
    }

    /** The most elements that a unit computes on each side of a block. */
    int mostBeside() {
        return mostBeside;
    }

    int ops() {
        return unitOf.size();
    }

    int elements() {
        return elements;
    }

    List<Unit> units() {
        return units;
    }

    int last() {
        List<Integer> ops = units.get(units.size() - 1).ops;
        return ops.get(ops.size() - 1);
    }

    /** Whether there is a generated loop that does not compute all of the group. */
    boolean hasLoops() {
        return units.stream().anyMatch(unit -> unit.loop != units.get(0).loop);
    }
}
