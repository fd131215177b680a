package dev.gradus.plan.fuse;

import dev.gradus.plan.Task;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The tasks of both passes, in order.
 *
 * @param generatedLoops describes each generated loop and whether it is used
 */
public record FusedTasks(List<Task> tasks, Supplier<Stream<String>> generatedLoops) {}
