package dev.gradus.testkit.law;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Checks that the plain evaluator agrees bit for bit with planned scalar and SIMD runs, which reuse their arrays. */
public final class RunLaw {
    private RunLaw() {}

    public static Optional<Finding> check(Case where) {
        Op op = where.anotherOp();
        Input upstream = Input.of("upstream", op.shape());
        List<Node> variables = new ArrayList<>();
        for (int input = 0; input < where.values().size(); input++) {
            if (where.spec().inputs().get(input).hasDerivative()) {
                variables.add(op.input(input));
            }
        }
        variables.add(upstream); // which the gradients always reach: others may all be zero
        return new PlannedRuns(
                        Graph.of(op.multiply(upstream).sum()),
                        op,
                        variables,
                        feed -> feed(op, where.values(), upstream, where.upstream(), feed),
                        feed -> feed(
                                op,
                                where.otherValues(),
                                upstream,
                                where.upstream().map(u -> 2 * u),
                                feed))
                .check(PlannedRuns.withAllKernels());
    }

    private static void feed(
            Op op, List<Tensor> values, Input upstream, Tensor gradient, BiConsumer<Input, Tensor> feed) {
        feed.accept(upstream, gradient);
        for (int input = 0; input < values.size(); input++) {
            feed.accept((Input) op.input(input), values.get(input));
        }
    }
}
