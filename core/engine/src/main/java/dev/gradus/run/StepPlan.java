package dev.gradus.run;

import dev.gradus.flow.Loop;
import dev.gradus.kernel.Kernels;
import dev.gradus.plan.Task;
import dev.gradus.plan.TaskSequence;
import dev.gradus.plan.WatchedTasks;
import dev.gradus.plan.fuse.UnrolledOps;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The plan of one step of a loop. */
final class StepPlan {
    private final Loop loop;
    private final PlannedOps ops;
    private final Optional<UnrolledOps> unrolled;
    private final Runnable step;

    StepPlan(Loop loop, PlannedOps ops, PlanOptions options) {
        this.loop = loop;
        this.ops = ops;
        List<Task> tasks = ops.tasks().tasks();
        boolean fewNumbers =
                options.has(Optimization.GENERATED_LOOPS) && ops.program().largest() < Kernels.FEWEST_FOR_VECTORS;
        unrolled = fewNumbers ? Optional.of(new UnrolledOps(Task.bound(tasks))) : Optional.empty();
        step = options.checked()
                ? new WatchedTasks(ops.program(), tasks, new double[0][])
                : unrolled.<Runnable>map(few -> few::run).orElse(new TaskSequence(tasks)::run);
    }

    PlannedOps ops() {
        return ops;
    }

    /** Computes it; a checked one is {@link dev.gradus.plan.Watched}. */
    Runnable step() {
        return step;
    }

    /** What a plan says of the loop. */
    Stream<String> lines() {
        String name = loop.isNamed() ? loop.label() : "(" + String.join(", ", loop.operands()) + ")";
        String what = String.format(
                Locale.ROOT,
                "%s: %,d × %,d ops, %,d bytes%s",
                name,
                loop.steps(),
                ops.ops().cardinality(),
                ops.buffers().bytes(),
                loop.isReversed() ? ", in reverse" : "");
        return Stream.concat(
                Stream.of(what),
                Stream.concat(ops.tasks().loops().get(), unrolled.stream().map(few -> "a step: " + few)));
    }
}
