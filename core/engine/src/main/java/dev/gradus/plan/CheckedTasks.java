package dev.gradus.plan;

import dev.gradus.kernel.BoundOp;
import dev.gradus.node.Dependence;
import dev.gradus.node.Op;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Runs tasks of one op each, and looks at every number. */
final class CheckedTasks extends BoundOp {
    private final Program program;
    private final List<Task> tasks;
    private final double[][] results;
    private final Function<String, ? extends RuntimeException> failure;

    /**
     * @param results the arrays that all tasks are for
     * @param failure makes the exception with a message
     */
    CheckedTasks(
            Program program,
            List<Task> tasks,
            double[][] results,
            Function<String, ? extends RuntimeException> failure) {
        this.program = program;
        this.tasks = tasks;
        this.results = results;
        this.failure = failure;
    }

    /** Goes on to the end after the first number that is not finite, to see whether it comes through to a result. */
    @Override
    public void run() {
        Optional<NonFinite> first = Optional.empty();
        for (Task task : tasks) {
            task.bound().run();
            if (first.isEmpty()) {
                first = isGradient(task)
                        ? NonFinite.in(op(task), task.in(), task.out())
                        : NonFinite.born(op(task), task.in(), task.out());
            }
        }
        if (first.isPresent()) {
            boolean maskedLater = Stream.of(results).allMatch(NonFinite::allFinite);
            boolean masks = tasks.stream().map(this::op).anyMatch(op -> op.dependence() == Dependence.SELECTION);
            throw failure.apply(first.get().message(maskedLater, masks));
        }
    }

    /** Whether it computes a gradient that was asked for, which is never meant to be infinite. */
    private boolean isGradient(Task task) {
        return !program.isForward(task.place()) && Stream.of(results).anyMatch(result -> result == task.out());
    }

    private Op op(Task task) {
        return (Op) program.node(task.place());
    }
}
