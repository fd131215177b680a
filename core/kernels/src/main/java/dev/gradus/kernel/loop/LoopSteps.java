package dev.gradus.kernel.loop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The steps of a {@link LoopCode}, in order. Equal steps are shared. Some steps are valid only for usual elements. A
 * guard is a mask that marks the unusual ones, which are computed one by one.
 */
final class LoopSteps {
    private final List<Step> steps = new ArrayList<>();
    private final List<String> functions = new ArrayList<>();
    private final List<Integer> guards = new ArrayList<>();
    private final List<Integer> negatedGuards = new ArrayList<>();
    private final Map<Step, Integer> indices = new HashMap<>();

    /**
     * An instruction applied to the results of earlier steps. {@code equals} is written out because the generated
     * method of a record links classes on first use, which would delay the first loop.
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

    /** Returns the index of a step, which is added if it is new. */
    int index(Instruction instruction, long constant, List<Integer> operands) {
        Step step = new Step(instruction, constant, operands);
        Integer known = indices.get(step);
        if (known != null) {
            return known;
        }
        indices.put(step, steps.size());
        steps.add(step);
        return steps.size() - 1;
    }

    /** Returns the index of a function of {@link dev.gradus.kernel.math.Elementary}. */
    int function(String name) {
        if (!functions.contains(name)) {
            functions.add(name);
        }
        return functions.indexOf(name);
    }

    String function(int number) {
        return functions.get(number);
    }

    /** Adds a mask, or its negation, as a guard. */
    void guard(int mask, boolean negated) {
        List<Integer> alike = negated ? negatedGuards : guards;
        if (!alike.contains(mask)) {
            alike.add(mask);
        }
    }

    /** Returns the masks that are set for no element if all are usual. */
    List<Integer> guards() {
        return guards;
    }

    /** Returns the masks that are set for all elements if all are usual. */
    List<Integer> negatedGuards() {
        return negatedGuards;
    }

    Step get(int index) {
        return steps.get(index);
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
