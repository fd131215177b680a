package dev.gradus.plan;

import dev.gradus.node.Dependence;
import dev.gradus.node.Op;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs tasks of one op each and checks every number, including those inside loops. */
public final class WatchedTasks implements Runnable, Watched {
    private final Program program;
    private final List<Task> tasks;
    private final double[][] results;
    private Optional<NonFinite> first = Optional.empty();

    /** @param results the arrays that are read after the tasks */
    public WatchedTasks(Program program, List<Task> tasks, double[][] results) {
        this.program = program;
        this.tasks = tasks;
        this.results = results;
    }

    /** Runs all tasks even if a number is not finite, because the message says whether the results are. */
    @Override
    public void run() {
        first = Optional.empty();
        for (Task task : tasks) {
            task.bound().run();
            if (first.isEmpty()) {
                first = inside(task).or(() -> at(task));
            }
        }
    }

    private static Optional<NonFinite> inside(Task task) {
        return task.bound() instanceof Watched watched ? watched.found() : Optional.empty();
    }

    private Optional<NonFinite> at(Task task) {
        return isGradient(task)
                ? NonFinite.in(op(task), task.in(), task.out())
                : NonFinite.born(op(task), task.in(), task.out());
    }

    @Override
    public Optional<NonFinite> found() {
        return first;
    }

    @Override
    public boolean masks() {
        return tasks.stream()
                .anyMatch(task -> op(task).dependence() == Dependence.SELECTION
                        || task.bound() instanceof Watched watched && watched.masks());
    }

    boolean isMasked() {
        return Stream.of(results).allMatch(NonFinite::allFinite);
    }

    /** Whether it computes a requested gradient, in which infinity is never intended. */
    private boolean isGradient(Task task) {
        return !program.isForward(task.index()) && Stream.of(results).anyMatch(result -> result == task.out());
    }

    private Op op(Task task) {
        return (Op) program.node(task.index());
    }
}
