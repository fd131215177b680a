package dev.gradus.testkit.law;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Evaluator;
import dev.gradus.run.KernelChoice;
import dev.gradus.run.Optimization;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.ModelOp;
import dev.gradus.testkit.domain.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * Checks that the plain evaluator agrees bit for bit with planned scalar and SIMD runs, which reuse their arrays; for a
 * model also with runs on one thread and without rewriting passes.
 */
public final class RunLaw {
    private final Case where;
    private final Op op;
    private final Input upstream;
    private final Node output;
    private final Graph graph;

    /** The nodes whose gradients are compared. */
    private final List<Node> variables = new ArrayList<>();

    private RunLaw(Case where) {
        this.where = where;
        this.op = where.anotherOp();
        this.upstream = Input.of("upstream", op.shape());
        this.output = ModelOp.output(op);
        this.graph = Graph.of(output.multiply(upstream).sum());
        for (int input = 0; input < where.values().size(); input++) {
            if (where.hasDerivative(input) && isUsed(input)) {
                variables.add(op.input(input));
            }
        }
        variables.addAll(graph.parameters());
        variables.add(upstream); // which the gradients always reach: others may all be zero
    }

    public static Optional<Finding> check(Case where) {
        RunLaw law = new RunLaw(where);
        Evaluator plain = Evaluator.of(law.graph);
        law.feed(where.values(), where.upstream(), plain::feed);
        return law.ways().entrySet().stream()
                .flatMap(way -> law.check(plain, way.getKey(), way.getValue()).stream())
                .findFirst();
    }

    /** The options of runs, by their descriptions. */
    private Map<String, UnaryOperator<Run.Builder>> ways() {
        Map<String, UnaryOperator<Run.Builder>> ways = new LinkedHashMap<>();
        for (KernelChoice kernels : KernelChoice.values()) {
            if (kernels.refusal().isEmpty()) {
                ways.put("kernels " + kernels, builder -> builder.kernels(kernels));
            }
        }
        if (where.spec().isModel()) {
            ways.put("on one thread", builder -> builder.threads(1));
            ways.put("without passes", builder -> builder.without(Optimization.values()));
        }
        return ways;
    }

    private Optional<Finding> check(Evaluator plain, String way, UnaryOperator<Run.Builder> options) {
        Run run = options.apply(Run.builder(graph).keep(output))
                .gradients(variables.toArray(Node[]::new))
                .build();
        pass(run, where.otherValues(), where.upstream().map(u -> 2 * u)); // so that anything kept from them shows
        pass(run, where.values(), where.upstream());
        if (!run.value(output).equals(plain.value(output))) {
            return Optional.of(difference("the value", way, run.value(output), plain.value(output)));
        }
        return variables.stream()
                .filter(variable -> !run.gradient(variable).equals(plain.gradient(variable)))
                .map(variable -> difference(
                        "the gradient for " + variable.label(), way, run.gradient(variable), plain.gradient(variable)))
                .findFirst();
    }

    private void pass(Run run, List<Tensor> values, Tensor gradient) {
        feed(values, gradient, run::feed);
        run.forward();
        run.backward();
    }

    private void feed(List<Tensor> values, Tensor gradient, BiConsumer<Input, Tensor> feed) {
        feed.accept(upstream, gradient);
        for (int input = 0; input < values.size(); input++) {
            if (isUsed(input)) {
                feed.accept((Input) op.input(input), values.get(input));
            }
        }
    }

    /** Whether the graph depends on an input, as that of a model need not. */
    private boolean isUsed(int input) {
        return graph.inputs().contains(op.input(input));
    }

    private static Finding difference(String what, String way, Tensor planned, Tensor plain) {
        return Finding.of(what + " differs between a planned run and the plain evaluator")
                .with("run", way)
                .with("planned", Text.compact(planned))
                .with("plain", Text.compact(plain));
    }
}
