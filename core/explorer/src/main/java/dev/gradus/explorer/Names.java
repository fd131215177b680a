package dev.gradus.explorer;

import dev.gradus.explain.Explanation;
import dev.gradus.explain.Formula;
import dev.gradus.node.Node;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Phase;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a diagram knows of nodes: their place in the graph, what they are called, their numbers and gradients. */
final class Names {
    private final Map<Node, Integer> places = new HashMap<>();
    private final Map<Node, Integer> uses = new HashMap<>();
    private final Optional<Trace> trace;
    private final Optional<Explanation> explanation;

    Names(List<Node> nodes, Optional<Trace> trace) {
        nodes.forEach(node -> places.put(node, places.size()));
        nodes.forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
        this.trace = trace;
        this.explanation = trace.map(Explanation::of);
    }

    int place(Node node) {
        return places.getOrDefault(node, -1);
    }

    int uses(Node node) {
        return uses.getOrDefault(node, 0);
    }

    Formula name(Node node) {
        return explanation.map(known -> known.symbol(node)).orElseGet(() -> new Formula.Name(node.expression()));
    }

    Optional<Tensor> value(Node node) {
        return trace.map(known -> known.value(node));
    }

    Optional<Node> gradient(Node node) {
        return trace.flatMap(known -> Optional.ofNullable(known.gradients().get(node)));
    }

    /** The forward step of an op, with what a check found. */
    Optional<Step> step(Node op) {
        return trace.flatMap(known -> known.steps().stream()
                .filter(step -> step.phase() == Phase.FORWARD && step.node() == op)
                .findFirst());
    }

    /** Whether a gradient flows from this op to this input. */
    boolean flowsBack(Node op, int input) {
        return trace.stream()
                .flatMap(known -> known.steps().stream())
                .anyMatch(step -> step.phase() == Phase.CONTRIBUTION
                        && step.rule().filter(rule -> rule == op).isPresent()
                        && step.input().orElse(-1) == input);
    }
}
