package dev.gradus.testkit.model;

import dev.gradus.run.Optimization;
import dev.gradus.run.Run;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.PlannedRuns;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Checks that the plain evaluator and planned runs agree bit for bit: with scalar and SIMD kernels, on one thread,
 * without rewriting passes.
 */
public final class ModelRuns {
    private ModelRuns() {}

    public static Optional<Finding> check(ModelCase where) {
        Map<String, UnaryOperator<Run.Builder>> ways = PlannedRuns.withAllKernels();
        ways.put("on one thread", builder -> builder.threads(1));
        ways.put("without passes", builder -> builder.without(Optimization.values()));
        return new PlannedRuns(
                        where.built(),
                        where.output(),
                        where.variables(),
                        feed -> where.feed(where.inputs().values(), feed),
                        feed -> where.feed(where.inputs().otherValues(), feed))
                .check(ways);
    }
}
