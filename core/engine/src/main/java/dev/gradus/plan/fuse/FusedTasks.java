package dev.gradus.plan.fuse;

import dev.gradus.plan.Task;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The tasks of both passes, in order.
 *
 * @param loops says of each loop what is decided about it by now
 */
public record FusedTasks(List<Task> tasks, Supplier<Stream<String>> loops) {}
