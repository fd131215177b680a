package dev.gradus.kernel.loop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The steps of a {@link LoopCode}, in order. Equal steps are shared. Some hold only for usual elements: a guard is a mask
 * that says where they do not, and there the code works number by number.
 */
final class LoopSteps {
    private final List<Step> steps = new ArrayList<>();
    private final List<String> functions = new ArrayList<>();
    private final List<Integer> guards = new ArrayList<>();
    private final List<Integer> negatedGuards = new ArrayList<>();
    private final Map<Step, Integer> places = new HashMap<>();

    /**
     * An instruction on the results of earlier steps. Its equals is written out, because a record's own links classes on
     * first use, while the first loop waits.
     */
    record Step(Instruction instruction, long constant, List<Integer> operands) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Step step
                    && instruction == step.instruction
                    && constant == step.constant
                    && operands.equals(step.operands);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * instruction.ordinal() + Long.hashCode(constant)) + operands.hashCode();
        }
    }

    /** The place of a step, which is added if it is new. */
    int place(Instruction instruction, long constant, List<Integer> operands) {
        Step step = new Step(instruction, constant, operands);
        Integer known = places.get(step);
        if (known != null) {
            return known;
        }
        places.put(step, steps.size());
        steps.add(step);
        return steps.size() - 1;
    }

    /** The number of a function of {@link dev.gradus.kernel.math.Elementary}. */
    int function(String name) {
        if (!functions.contains(name)) {
            functions.add(name);
        }
        return functions.indexOf(name);
    }

    String function(int number) {
        return functions.get(number);
    }

    /** Adds a guard: this mask, or its opposite. */
    void guard(int mask, boolean negated) {
        List<Integer> alike = negated ? negatedGuards : guards;
        if (!alike.contains(mask)) {
            alike.add(mask);
        }
    }

    /** The masks that are set nowhere if all elements are usual. */
    List<Integer> guards() {
        return guards;
    }

    /** The masks that are set everywhere if all elements are usual. */
    List<Integer> negatedGuards() {
        return negatedGuards;
    }

    Step get(int place) {
        return steps.get(place);
    }

    int size() {
        return steps.size();
    }

    List<Step> all() {
        return steps;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LoopSteps same
                && steps.equals(same.steps)
                && functions.equals(same.functions)
                && guards.equals(same.guards)
                && negatedGuards.equals(same.negatedGuards);
    }

    @Override
    public int hashCode() {
        return steps.hashCode();
    }
}
