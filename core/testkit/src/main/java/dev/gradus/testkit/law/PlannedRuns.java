package dev.gradus.testkit.law;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Evaluator;
import dev.gradus.run.KernelChoice;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.domain.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Checks that planned runs of a graph, which reuse their arrays, compute the bits of the plain evaluator.
 *
 * @param output the node whose value is compared
 * @param variables the nodes whose gradients are compared
 * @param feeds feeds the values of the inputs
 * @param otherFeeds feeds other values, first, so that anything retained from them shows
 */
public record PlannedRuns(
        Graph graph,
        Node output,
        List<Node> variables,
        Consumer<BiConsumer<Input, Tensor>> feeds,
        Consumer<BiConsumer<Input, Tensor>> otherFeeds) {

    /** Runs with each kind of kernels that this JVM has, by their descriptions. */
    public static Map<String, UnaryOperator<Run.Builder>> withAllKernels() {
        Map<String, UnaryOperator<Run.Builder>> ways = new LinkedHashMap<>();
        for (KernelChoice kernels : KernelChoice.values()) {
            if (kernels.refusal().isEmpty()) {
                ways.put("kernels " + kernels, builder -> builder.kernels(kernels));
            }
        }
        return ways;
    }

    /** The first difference of a run that is planned in one of these ways. */
    public Optional<Finding> check(Map<String, UnaryOperator<Run.Builder>> ways) {
        Evaluator plain = Evaluator.of(graph);
        feeds.accept(plain::feed);
        return ways.entrySet().stream()
                .flatMap(way -> check(plain, way.getKey(), way.getValue()).stream())
                .findFirst();
    }

    private Optional<Finding> check(Evaluator plain, String way, UnaryOperator<Run.Builder> options) {
        Run run = options.apply(Run.builder(graph).keep(output))
                .gradients(variables.toArray(Node[]::new))
                .build();
        pass(run, otherFeeds);
        pass(run, feeds);
        if (!run.value(output).equals(plain.value(output))) {
            return Optional.of(difference("the value", way, run.value(output), plain.value(output)));
        }
        return variables.stream()
                .filter(variable -> !run.gradient(variable).equals(plain.gradient(variable)))
                .map(variable -> difference(
                        "the gradient for " + variable.label(), way, run.gradient(variable), plain.gradient(variable)))
                .findFirst();
    }

    private void pass(Run run, Consumer<BiConsumer<Input, Tensor>> values) {
        values.accept(run::feed);
        run.forward();
        if (!variables.isEmpty()) {
            run.backward();
        }
    }

    private static Finding difference(String what, String way, Tensor planned, Tensor plain) {
        return Finding.of(what + " differs between a planned run and the plain evaluator")
                .with("run", way)
                .with("planned", Text.compact(planned))
                .with("plain", Text.compact(plain));
    }
}
