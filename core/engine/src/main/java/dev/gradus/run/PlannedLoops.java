package dev.gradus.run;

import dev.gradus.flow.Loop;
import dev.gradus.plan.SeveralResults;
import dev.gradus.plan.SpareArrays;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Plans the loops of a graph and, recursively, the loops inside their bodies. Loops of the same nesting depth run one
 * after another, so they share arrays.
 */
final class PlannedLoops implements Function<Loop, SeveralResults> {
    private final PlanOptions options;
    private final List<StepPlan> steps;
    private final SpareArrays arrays = new SpareArrays();
    private Optional<PlannedLoops> inside = Optional.empty();

    PlannedLoops(PlanOptions options) {
        this(options, new ArrayList<>());
    }

    private PlannedLoops(PlanOptions options, List<StepPlan> steps) {
        this.options = options;
        this.steps = steps;
    }

    @Override
    public SeveralResults apply(Loop loop) {
        PlannedLoops within = inside.orElseGet(() -> new PlannedLoops(options, steps));
        inside = Optional.of(within);
        return new PlannedLoop(loop, options, within, arrays, steps);
    }

    /** The size of the arrays of all bodies, scratch space included. */
    long bytes() {
        return arrayBytes()
                + steps.stream().mapToLong(step -> step.ops().scratchBytes()).sum();
    }

    private long arrayBytes() {
        return arrays.bytes() + inside.map(PlannedLoops::arrayBytes).orElse(0L);
    }

    Stream<String> lines() {
        return steps.stream().flatMap(StepPlan::lines);
    }
}
