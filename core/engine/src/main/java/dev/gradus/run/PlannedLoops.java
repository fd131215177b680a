package dev.gradus.run;

import dev.gradus.flow.Loop;
import dev.gradus.plan.SeveralResults;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The loops of a plan, those inside of others too. */
final class PlannedLoops implements Function<Loop, SeveralResults> {
    private final PlanOptions options;
    private final List<StepPlan> steps = new ArrayList<>();

    PlannedLoops(PlanOptions options) {
        this.options = options;
    }

    @Override
    public SeveralResults apply(Loop loop) {
        return new PlannedLoop(loop, options, this, steps);
    }

    /** The size of the arrays of all bodies. */
    long bytes() {
        return steps.stream().mapToLong(StepPlan::bytes).sum();
    }

    /** What a plan says of them. */
    Stream<String> lines() {
        return steps.stream().flatMap(StepPlan::lines);
    }
}
