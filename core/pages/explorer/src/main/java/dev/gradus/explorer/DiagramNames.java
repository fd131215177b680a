package dev.gradus.explorer;

import dev.gradus.explain.Explanation;
import dev.gradus.explain.Formula;
import dev.gradus.explorer.TensorFigure.Side;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Flag;
import dev.gradus.run.Step.Phase;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A diagram's facts about nodes: their places in the graph, names, numbers, gradients, and sizes. */
final class DiagramNames {
    private final Map<Node, Integer> places = new HashMap<>();
    private final Map<Node, Integer> uses = new HashMap<>();
    private final Map<Node, Step> forward = new HashMap<>();
    private final Map<Node, Set<Integer>> backward = new HashMap<>();
    private final Map<Node, Integer> handedBack = new HashMap<>();
    private final Optional<Trace> trace;
    private final Optional<Explanation> explanation;
    private final Cells cells;

    DiagramNames(List<Node> nodes, Optional<Trace> trace, Cells cells) {
        nodes.forEach(node -> places.put(node, places.size()));
        nodes.forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
        this.trace = trace;
        trace.ifPresent(known -> known.steps().forEach(this::index));
        this.explanation = trace.map(Explanation::of);
        this.cells = cells;
    }

    private void index(Step step) {
        if (step.phase() == Phase.FORWARD) {
            forward.put(step.node(), step);
        } else if (step.phase() == Phase.CONTRIBUTION) {
            backward.computeIfAbsent(step.rule().orElseThrow(), op -> new HashSet<>())
                    .add(step.input().orElseThrow());
            handedBack.merge(step.node(), 1, Integer::sum);
        }
    }

    int place(Node node) {
        return places.getOrDefault(node, -1);
    }

    int uses(Node node) {
        return uses.getOrDefault(node, 0);
    }

    Formula name(Node node) {
        return explanation.map(known -> known.symbol(node)).orElseGet(() -> Formula.of(node));
    }

    Optional<Tensor> value(Node node) {
        return trace.map(known -> known.value(node));
    }

    Optional<Node> gradient(Node node) {
        return trace.flatMap(known -> Optional.ofNullable(known.gradients().get(node)));
    }

    /** The forward step of an op, with a check's findings. */
    Optional<Step> step(Node op) {
        return Optional.ofNullable(forward.get(op));
    }

    /** Whether this op's value is the first that holds an infinite number or NaN. */
    boolean isNonFiniteOrigin(Op op) {
        return step(op).filter(step -> step.flags().contains(Flag.NON_FINITE)).isPresent()
                && op.inputs().stream()
                        .allMatch(input ->
                                value(input).filter(DiagramNames::isFinite).isPresent());
    }

    private static boolean isFinite(Tensor value) {
        return Arrays.stream(value.toArray()).allMatch(Double::isFinite);
    }

    /** The number of uses that hand a gradient to this value. */
    int flowsBackTo(Node value) {
        return handedBack.getOrDefault(value, 0);
    }

    double largestCell() {
        return cells.largest();
    }

    Rect box(Node node) {
        return cells.box(node.shape());
    }

    /** The value's box with its name at this side. */
    TensorFigure figure(Node node, Side side) {
        return TensorFigure.value(place(node), name(node), node.shape(), cells, value(node), side);
    }

    TensorFigure gradientFigure(Node node, Node gradient, Side side) {
        return TensorFigure.gradient(place(node), name(gradient), node.shape(), cells, value(gradient), side);
    }

    /** Whether a gradient flows from this op to this input. */
    boolean flowsBack(Node op, int input) {
        return backward.getOrDefault(op, Set.of()).contains(input);
    }
}
