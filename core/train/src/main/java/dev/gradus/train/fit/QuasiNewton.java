package dev.gradus.train.fit;

import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What the quasi-Newton methods share. */
public final class QuasiNewton {
    private QuasiNewton() {}

    /**
     * Takes steps until the loss converges, and ends with a forward pass at the parameters found.
     *
     * @param method its name, for messages
     */
    public static double minimize(
            String method, Consumer<Run> step, BooleanSupplier isConverged, Run run, int mostSteps) {
        Objects.requireNonNull(run, "run");
        if (mostSteps < 1) {
            throw new IllegalArgumentException(
                    method + ": the number of steps must be at least 1, but is " + mostSteps);
        }
        int steps = 0;
        do {
            run.forward();
            run.backward();
            step.accept(run);
            steps++;
        } while (steps < mostSteps && !isConverged.getAsBoolean());
        return run.forward();
    }

    /**
     * Returns those of some parameters that are not frozen, in the order of {@link Parameters#all}, because the graph's order
     * may differ from that of a memory.
     */
    public static List<Parameter> trained(String method, Parameters parameters, List<Parameter> some) {
        Objects.requireNonNull(parameters, "parameters");
        Set<Parameter> members = new HashSet<>(some);
        List<Parameter> all = parameters.all().stream()
                .filter(one -> members.contains(one) && !parameters.isFrozen(one))
                .toList();
        if (all.isEmpty()) {
            throw new IllegalStateException(method + ": there are no parameters to change");
        }
        return all;
    }
}
