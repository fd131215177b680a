package dev.gradus.plan;

import dev.gradus.kernel.BoundOp;
import java.util.List;
import java.util.function.Function;

/** Tasks in the order in which they run. */
public final class TaskSequence {
    private final BoundOp[] bound;

    /** These tasks, in order. */
    public TaskSequence(List<Task> tasks) {
        this(tasks.stream().map(Task::bound).toArray(BoundOp[]::new));
    }

    private TaskSequence(BoundOp... bound) {
        this.bound = bound;
    }

    /**
     * A schedule that looks at every number, and throws when one is not finite.
     *
     * @param tasks of one op each
     * @param results the arrays that all this is for
     * @param failure makes the exception with a message
     */
    public static TaskSequence checked(
            Program program,
            List<Task> tasks,
            double[][] results,
            Function<String, ? extends RuntimeException> failure) {
        return new TaskSequence(new CheckedTasks(program, tasks, results, failure));
    }

    /** What runs, in order. */
    public BoundOp[] bound() {
        return bound;
    }

    /** Runs all of it. */
    public void run() {
        for (BoundOp op : bound) {
            op.run();
        }
    }
}
