package dev.gradus.plan;

import dev.gradus.kernel.BoundOp;
import java.util.function.Function;

/** Runs tasks to the end, and throws if there was a number that is not finite, to say whether it comes through to a result. */
final class CheckedTasks extends BoundOp {
    private final WatchedTasks tasks;
    private final Function<String, ? extends RuntimeException> failure;

    /** @param failure makes the exception with a message */
    CheckedTasks(WatchedTasks tasks, Function<String, ? extends RuntimeException> failure) {
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
