package dev.gradus.testkit.model;

import dev.gradus.node.Node;
import dev.gradus.run.Evaluator;
import dev.gradus.run.KernelChoice;
import dev.gradus.run.Optimization;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.domain.Text;
import dev.gradus.testkit.law.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Checks that the plain evaluator and planned runs agree bit for bit: with scalar and SIMD kernels, on one thread,
 * without rewriting passes.
 */
public final class ModelRuns {
    private ModelRuns() {}

    public static Optional<Finding> check(ModelCase where) {
        Evaluator plain = where.evaluator();
        for (Entry<String, UnaryOperator<Run.Builder>> options : ways().entrySet()) {
            Optional<Finding> difference = check(where, plain, options.getKey(), options.getValue());
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static Map<String, UnaryOperator<Run.Builder>> ways() {
        Map<String, UnaryOperator<Run.Builder>> ways = new LinkedHashMap<>();
        for (KernelChoice kernels : KernelChoice.values()) {
            if (kernels.refusal().isEmpty()) {
                ways.put("kernels " + kernels, builder -> builder.kernels(kernels));
            }
        }
        ways.put("on one thread", builder -> builder.threads(1));
        ways.put("without passes", builder -> builder.without(Optimization.values()));
        return ways;
    }

    private static Optional<Finding> check(
            ModelCase where, Evaluator plain, String way, UnaryOperator<Run.Builder> options) {
        List<Node> variables = where.variables();
        Run run = options.apply(Run.builder(where.built()).keep(where.output()))
                .gradients(variables.toArray(Node[]::new))
                .build();
        pass(where, run, others(where), variables);
        pass(where, run, where.inputs().values(), variables);
        Node output = where.output();
        if (!run.value(output).equals(plain.value(output))) {
            return Optional.of(difference("the value", way, run.value(output), plain.value(output)));
        }
        for (Node variable : variables) {
            if (!run.gradient(variable).equals(plain.gradient(variable))) {
                return Optional.of(difference(
                        "the gradient for " + variable.label(), way, run.gradient(variable), plain.gradient(variable)));
            }
        }
        return Optional.empty();
    }

    /** Other values of the inputs, fed first so that anything retained from them shows. */
    private static List<Tensor> others(ModelCase where) {
        List<Tensor> others = new ArrayList<>();
        for (int input = 0; input < where.inputs().values().size(); input++) {
            others.add(where.inputs()
                    .domain(input)
                    .another(where.inputs().values().get(input), where.inputs().layout()));
        }
        return others;
    }

    private static void pass(ModelCase where, Run run, List<Tensor> values, List<Node> variables) {
        where.feed(values, run::feed);
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
