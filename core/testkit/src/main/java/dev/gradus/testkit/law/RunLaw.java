package dev.gradus.testkit.law;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Evaluator;
import dev.gradus.run.KernelChoice;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.domain.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that the plain evaluator agrees bit for bit with planned scalar and SIMD runs, which reuse their arrays. */
public final class RunLaw {
    private RunLaw() {}

    public static Optional<Finding> check(Case where) {
        Op op = where.anotherOp();
        Input upstream = Input.of("upstream", op.shape());
        Graph graph = Graph.of(op.multiply(upstream).sum());
        List<Node> differentiated = new ArrayList<>();
        Evaluator plain = Evaluator.of(graph).feed(upstream, where.upstream());
        for (int input = 0; input < where.values().size(); input++) {
            plain.feed((Input) op.input(input), where.values().get(input));
            if (where.spec().inputs().get(input).hasDerivative()) {
                differentiated.add(op.input(input));
            }
        }
        return Stream.of(KernelChoice.values())
                .filter(kernels -> kernels.refusal().isEmpty())
                .map(kernels -> check(where, op, upstream, graph, differentiated, plain, kernels))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Finding> check(
            Case where,
            Op op,
            Input upstream,
            Graph graph,
            List<Node> differentiated,
            Evaluator plain,
            KernelChoice kernels) {
        Run run = Run.builder(graph)
                .keep(op)
                .gradients(differentiated.toArray(Node[]::new))
                .gradients(upstream) // which it always reaches: others may all be zero
                .kernels(kernels)
                .build();
        pass(run, op, upstream, otherValues(where), where.upstream().map(u -> 2 * u), differentiated);
        pass(run, op, upstream, where.values(), where.upstream(), differentiated);
        if (!run.value(op).equals(plain.value(op))) {
            return Optional.of(difference("the value", kernels, run.value(op), plain.value(op)));
        }
        for (Node node : differentiated) {
            Tensor planned = run.gradient(node);
            if (!planned.equals(plain.gradient(node))) {
                return Optional.of(
                        difference("the gradient for " + node.label(), kernels, planned, plain.gradient(node)));
            }
        }
        return Optional.empty();
    }

    private static List<Tensor> otherValues(Case where) {
        List<Tensor> others = new ArrayList<>();
        for (int input = 0; input < where.values().size(); input++) {
            others.add(where.domain(input).another(where.values().get(input), where.layout()));
        }
        return others;
    }

    private static void pass(
            Run run, Op op, Input upstream, List<Tensor> values, Tensor gradient, List<Node> differentiated) {
        run.feed(upstream, gradient);
        for (int input = 0; input < values.size(); input++) {
            run.feed((Input) op.input(input), values.get(input));
        }
        run.forward();
        if (!differentiated.isEmpty()) {
            run.backward();
        }
    }

    private static Finding difference(String what, KernelChoice kernels, Tensor planned, Tensor plain) {
        return Finding.of(what + " differs between a planned run and the plain evaluator")
                .with("kernels", kernels.name())
                .with("planned", Text.compact(planned))
                .with("plain", Text.compact(plain));
    }
}
