package dev.gradus.plan.fuse;

import dev.gradus.plan.Task;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The tasks of both passes, in order.
 *
 * @param loops one line for each loop: the present decision about it
 */
public record FusedTasks(List<Task> tasks, Supplier<Stream<String>> loops) {}
