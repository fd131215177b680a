package dev.gradus.kernel.loop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The steps of a {@link LoopCode}, in order. Equal steps are shared. */
final class LoopSteps {
    private final List<Step> steps = new ArrayList<>();
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
        return other instanceof LoopSteps same && steps.equals(same.steps);
    }

    @Override
    public int hashCode() {
        return steps.hashCode();
    }
}
