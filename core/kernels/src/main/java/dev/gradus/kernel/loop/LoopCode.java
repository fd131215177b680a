package dev.gradus.kernel.loop;

import dev.gradus.kernel.math.Sums;
import java.util.ArrayList;
import java.util.List;

/**
 * The computation of one element in a loop over arrays, as straight-line code of {@link Instruction}s. Equal steps are
 * shared. Two codes are equal if they perform the same computation on whatever arrays. Numbers that may differ between
 * equal codes are passed as operands of one element.
 */
public final class LoopCode {
    private static final int STEPS_OF_A_GUARD = 8;

    /** The greatest offset of an operand. */
    public static final int MOST_OFFSET = 512;

    /** The greatest distance of an operand's element before the computed one. */
    public static final int MOST_BEFORE = 8 * FusedLoop.VECTORS;

    private final LoopSteps steps = new LoopSteps();
    private final List<Use> uses = new ArrayList<>();
    private final List<ScalarFormula> formulas = new ArrayList<>();
    private final boolean ofFew;

    public LoopCode() {
        this(false);
    }

    /** @param ofFew whether the loop has so few elements that C2, which vectorizes long loops, does not help */
    public LoopCode(boolean ofFew) {
        this.ofFew = ofFew;
    }

    /** The role of an array in the loop. */
    enum Role {
        /** An element is read at the index of the computed element. */
        OPERAND,
        /** The same, for an array of at most one block. */
        BLOCK,
        /** One element is used throughout. */
        NUMBER,
        /** An element is written at the index of the computed element. */
        RESULT,
        /** The same, for an array of at most one block. */
        RESULT_BLOCK,
        /** The lanes of a sum, to which each element is added. */
        LANES
    }

    /**
     * The role of an array, and the step that it provides or whose result is written to it.
     *
     * @param offset the distance from the index of the computed element to that of the array's
     */
    record Use(Role role, int step, int offset) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Use use && role == use.role && step == use.step && offset == use.offset;
        }

        @Override
        public int hashCode() {
            return 31 * (31 * role.ordinal() + step) + offset;
        }
    }

    /** Returns the element of the next array. */
    public LoopValue operand() {
        return operand(0);
    }

    /** Returns an element of the next array at this offset, from −{@link #MOST_BEFORE} to {@link #MOST_OFFSET}. */
    public LoopValue operand(int offset) {
        return array(Role.OPERAND, offset);
    }

    /** Returns the element of the next array, which contains one block. */
    public LoopValue block() {
        return array(Role.BLOCK, 0);
    }

    /** Returns the only element of the next array. */
    public LoopValue number() {
        return array(Role.NUMBER, 0);
    }

    /** Returns the result of a user formula. */
    public LoopValue call(ScalarFormula formula, LoopValue a, LoopValue b) {
        if (!formulas.contains(formula)) {
            formulas.add(formula);
        }
        return step(Instruction.CALL, formulas.indexOf(formula), a, b);
    }

    /** Stores this value in the next array. */
    public void store(LoopValue term) {
        uses.add(new Use(Role.RESULT, term.step(), 0));
    }

    /** Makes an array, of operands or of results, contain one block. */
    public void setBlock(int array) {
        Use use = uses.get(array);
        uses.set(array, new Use(use.role == Role.RESULT ? Role.RESULT_BLOCK : Role.BLOCK, use.step, use.offset));
    }

    /** Adds this value to the next array, which contains the eight lanes of {@link Sums}. */
    public void sum(LoopValue term) {
        uses.add(new Use(Role.LANES, term.step(), 0));
    }

    public int size() {
        return steps.size();
    }

    /** Returns the number of steps, each guard counted as several: it increases the compiler's work that much. */
    public int cost() {
        return steps.size()
                + STEPS_OF_A_GUARD
                        * (steps.guards().size() + steps.negatedGuards().size());
    }

    private LoopValue array(Role role, int offset) {
        uses.add(new Use(role, steps.size(), offset));
        return step(Instruction.OPERAND, uses.size() - 1);
    }

    /** Returns a constant, which is part of the code. */
    public LoopValue constant(double value) {
        return step(Instruction.CONSTANT, Double.doubleToRawLongBits(value));
    }

    private LoopValue step(Instruction instruction, long constant, LoopValue... operands) {
        return LoopValue.of(steps, instruction, constant, operands);
    }

    List<ScalarFormula> formulas() {
        return formulas;
    }

    LoopSteps.Step step(int index) {
        return steps.get(index);
    }

    List<Use> uses() {
        return uses;
    }

    LoopSteps steps() {
        return steps;
    }

    public boolean hasCalls() {
        return !formulas.isEmpty();
    }

    /** Returns whether C2 vectorizes the scalar loop. */
    public boolean isPlain() {
        boolean isPlain = !ofFew;
        for (LoopSteps.Step step : steps.all()) {
            isPlain &= step.instruction().compareTo(Instruction.MINIMUM) <= 0;
        }
        for (Use use : uses) {
            isPlain &= use.role() != Role.LANES && use.offset() == 0;
        }
        return isPlain;
    }

    /** Returns whether the loop has to be written with vectors. Not every C2 vectorizes a loop that also reads blocks. */
    boolean needsVectors() {
        boolean hasBlocks = false;
        for (Use use : uses) {
            hasBlocks |= use.role() == Role.BLOCK || use.role() == Role.RESULT_BLOCK;
        }
        return !isPlain() || (hasBlocks && !hasCalls());
    }

    /** Returns for each step the number of other steps and results that use it; 0 if it is not needed. */
    int[] readers() {
        int[] readers = new int[steps.size()];
        for (Use use : uses) {
            readers[use.step()] += use.role().compareTo(Role.RESULT) >= 0 ? 1 : 0;
        }
        for (int mask : steps.guards()) {
            readers[mask]++;
        }
        for (int mask : steps.negatedGuards()) {
            readers[mask]++;
        }
        for (int step = readers.length - 1; step >= 0; step--) {
            if (readers[step] > 0) {
                for (int operand : steps.get(step).operands()) {
                    readers[operand]++;
                }
            }
        }
        return readers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LoopCode code
                && ofFew == code.ofFew
                && steps.equals(code.steps)
                && uses.equals(code.uses)
                && formulas.equals(code.formulas);
    }

    @Override
    public int hashCode() {
        return 31 * steps.hashCode() + uses.hashCode();
    }
}
