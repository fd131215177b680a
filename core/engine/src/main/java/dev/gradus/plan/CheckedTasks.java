package dev.gradus.plan;

import dev.gradus.kernel.BoundOp;
import java.util.function.Function;

/** Runs all tasks, then throws if any number was not finite. The message says whether it reached a result. */
public final class CheckedTasks extends BoundOp {
    private final WatchedTasks tasks;
    private final Function<String, ? extends RuntimeException> failure;

    /** @param failure creates the exception from its message */
    public CheckedTasks(WatchedTasks tasks, Function<String, ? extends RuntimeException> failure) {
        this.tasks = tasks;
        this.failure = failure;
    }

    @Override
    public void run() {
        tasks.run();
        tasks.found().ifPresent(first -> {
            throw failure.apply(first.message(tasks.isMasked(), tasks.masks()));
        });
    }
}
