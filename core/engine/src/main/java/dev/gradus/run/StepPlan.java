package dev.gradus.run;

import dev.gradus.flow.Loop;
import dev.gradus.plan.Task;
import dev.gradus.plan.WatchedTasks;
import dev.gradus.plan.fuse.OpSequence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The plan of one step of a loop. */
final class StepPlan {
    private final Loop loop;
    private final PlannedOps ops;
    private final OpSequence sequence;
    private final Runnable step;

    StepPlan(Loop loop, PlannedOps ops, PlanOptions options) {
        this.loop = loop;
        this.ops = ops;
        List<Task> tasks = ops.tasks().tasks();
        sequence = new OpSequence(options.runsBeforeUnrolling(ops.program().largest()), Task.bound(tasks));
        step = options.checked() ? new WatchedTasks(ops.program(), tasks, new double[0][]) : sequence::run;
    }

    PlannedOps ops() {
        return ops;
    }

    /** Returns the computation of one step. In a checked run, it is {@link dev.gradus.plan.Watched}. */
    Runnable step() {
        return step;
    }

    /** Returns the ops of a step, unless the run is checked. */
    Optional<OpSequence> sequence() {
        return step instanceof WatchedTasks ? Optional.empty() : Optional.of(sequence);
    }

    Stream<String> lines() {
        String name = loop.isNamed() ? loop.label() : "(" + String.join(", ", loop.operands()) + ")";
        String what = String.format(
                Locale.ROOT,
                "%s: %s%,d × %,d ops, %,d bytes%s",
                name,
                loop.length() == Loop.Length.FIXED ? "" : "at most ",
                loop.steps(),
                ops.ops().cardinality(),
                ops.buffers().bytes(),
                loop.isReversed() ? ", in reverse" : "");
        return Stream.concat(
                Stream.of(what),
                Stream.concat(
                        ops.tasks().generatedLoops().get(),
                        Stream.of(sequence).filter(OpSequence::isOfFewNumbers).map(few -> "a step: " + few)));
    }
}
