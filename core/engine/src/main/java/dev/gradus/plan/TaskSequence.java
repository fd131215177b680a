package dev.gradus.plan;

import dev.gradus.kernel.BoundOp;
import java.util.List;
import java.util.function.Function;

/** Tasks in the order in which they run. */
public final class TaskSequence {
    private final BoundOp[] bound;

    public TaskSequence(List<Task> tasks) {
        this(Task.bound(tasks));
    }

    private TaskSequence(BoundOp... bound) {
        this.bound = bound;
    }

    /**
     * Tasks that look at every number, and throw when one is not finite.
     *
     * @param tasks of one op each
     * @param results the arrays that all tasks are for
     * @param failure makes the exception with a message
     */
    public static TaskSequence checked(
            Program program,
            List<Task> tasks,
            double[][] results,
            Function<String, ? extends RuntimeException> failure) {
        return new TaskSequence(new CheckedTasks(new WatchedTasks(program, tasks, results), failure));
    }

    public BoundOp[] bound() {
        return bound;
    }

    public void run() {
        for (BoundOp op : bound) {
            op.run();
        }
    }
}
