package dev.gradus.testkit.law;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Optimization;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.ModelOp;
import java.util.ArrayList;
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
    private RunLaw() {}

    public static Optional<Finding> check(Case where) {
        Op op = where.anotherOp();
        Input upstream = Input.of("upstream", op.shape());
        Node output = ModelOp.output(op);
        Graph graph = Graph.of(output.multiply(upstream).sum());
        List<Node> variables = new ArrayList<>();
        for (int input = 0; input < where.values().size(); input++) {
            Node node = op.input(input);
            if (where.spec().inputs().get(input).hasDerivative()
                    && graph.inputs().contains(node)) {
                variables.add(node);
            }
        }
        variables.addAll(graph.parameters());
        variables.add(upstream); // which the gradients always reach: others may all be zero
        Map<String, UnaryOperator<Run.Builder>> ways = PlannedRuns.withAllKernels();
        if (where.spec().isModel()) {
            ways.put("on one thread", builder -> builder.threads(1));
            ways.put("without passes", builder -> builder.without(Optimization.values()));
        }
        return new PlannedRuns(
                        graph,
                        output,
                        variables,
                        feed -> feed(graph, op, where.values(), upstream, where.upstream(), feed),
                        feed -> feed(
                                graph,
                                op,
                                where.otherValues(),
                                upstream,
                                where.upstream().map(u -> 2 * u),
                                feed))
                .check(ways);
    }

    private static void feed(
            Graph graph, Op op, List<Tensor> values, Input upstream, Tensor gradient, BiConsumer<Input, Tensor> feed) {
        feed.accept(upstream, gradient);
        for (int input = 0; input < values.size(); input++) {
            if (op.input(input) instanceof Input node && graph.inputs().contains(node)) {
                feed.accept(node, values.get(input));
            }
        }
    }
}
