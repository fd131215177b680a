package dev.gradus.kernel.loop;

import dev.gradus.kernel.math.Sums;
import java.util.ArrayList;
import java.util.List;

/**
 * The code of one element in a loop over arrays: straight-line code of {@link Instruction}s. Equal steps are shared. Two
 * codes are equal if they do the same, whatever their arrays; numbers that should not tell them apart are operands of one
 * element.
 */
public final class LoopCode {
    private static final int STEPS_OF_A_GUARD = 8;

    private final LoopSteps steps = new LoopSteps();
    private final List<Use> uses = new ArrayList<>();
    private final List<ScalarFormula> formulas = new ArrayList<>();

    /** The role of an array in the loop. */
    enum Role {
        /** Each element is read at the place of the computed one. */
        OPERAND,
        /** The same, from an array that holds at most one block. */
        BLOCK,
        /** One element serves all. */
        NUMBER,
        /** Each element is written at its place. */
        RESULT,
        /** The lanes of a sum, to which elements are added. */
        LANES
    }

    /** An array's role, and the step whose result is written. */
    record Use(Role role, int step) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Use use && role == use.role && step == use.step;
        }

        @Override
        public int hashCode() {
            return 31 * role.ordinal() + step;
        }
    }

    /** The next array's element. */
    public LoopValue operand() {
        return array(Role.OPERAND);
    }

    /** The next array's element, from one block. */
    public LoopValue block() {
        return array(Role.BLOCK);
    }

    /** The one element of the next array. */
    public LoopValue number() {
        return array(Role.NUMBER);
    }

    /** A formula of two elements. */
    public LoopValue call(ScalarFormula formula, LoopValue a, LoopValue b) {
        if (!formulas.contains(formula)) {
            formulas.add(formula);
        }
        return step(Instruction.CALL, formulas.indexOf(formula), a, b);
    }

    /** Stores this value in the next array. */
    public void store(LoopValue term) {
        uses.add(new Use(Role.RESULT, term.step()));
    }

    /** Adds this value to the eight numbers of the next array, the lanes of {@link Sums}. */
    public void sum(LoopValue term) {
        uses.add(new Use(Role.LANES, term.step()));
    }

    public int size() {
        return steps.size();
    }

    /** The steps, each guard counted as several: it makes the compiler's work about as much larger. */
    public int cost() {
        return steps.size()
                + STEPS_OF_A_GUARD
                        * (steps.guards().size() + steps.negatedGuards().size());
    }

    private LoopValue array(Role role) {
        uses.add(new Use(role, steps.size()));
        return step(Instruction.OPERAND, uses.size() - 1);
    }

    /** A number that is the same for all elements; it is part of the code. */
    public LoopValue constant(double value) {
        return step(Instruction.CONSTANT, Double.doubleToRawLongBits(value));
    }

    private LoopValue step(Instruction instruction, long constant, LoopValue... operands) {
        return LoopValue.of(steps, instruction, constant, operands);
    }

    List<ScalarFormula> formulas() {
        return formulas;
    }

    LoopSteps.Step step(int place) {
        return steps.get(place);
    }

    List<Use> uses() {
        return uses;
    }

    String function(int number) {
        return steps.function(number);
    }

    List<Integer> guards() {
        return steps.guards();
    }

    List<Integer> negatedGuards() {
        return steps.negatedGuards();
    }

    public boolean hasCalls() {
        return !formulas.isEmpty();
    }

    /** Whether C2 auto-vectorises it. */
    public boolean isPlain() {
        boolean isPlain = true;
        for (LoopSteps.Step step : steps.all()) {
            isPlain &= step.instruction().compareTo(Instruction.MINIMUM) <= 0;
        }
        for (Use use : uses) {
            isPlain &= use.role() != Role.LANES;
        }
        return isPlain;
    }

    /** For each step the number of other steps and results that need it; 0 if nothing does. */
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
        for (int place = readers.length - 1; place >= 0; place--) {
            if (readers[place] > 0) {
                for (int operand : steps.get(place).operands()) {
                    readers[operand]++;
                }
            }
        }
        return readers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LoopCode code
                && steps.equals(code.steps)
                && uses.equals(code.uses)
                && formulas.equals(code.formulas);
    }

    @Override
    public int hashCode() {
        return 31 * steps.hashCode() + uses.hashCode();
    }
}
