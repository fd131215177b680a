package dev.gradus.playground.language;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * An op that somebody typed: {@code def f(x): return x**3}, with {@code grad f: 3*x**2} as its rule. Its value is what the
 * definition computes; its gradients are what the rule says, right or wrong.
 */
public final class TypedOp extends Op {
    private final Meaning meaning;

    /**
     * @param name the function's name
     * @param parameters the names of its arguments
     * @param value its value in terms of them
     * @param rule the gradients, given the op and the gradient that arrives
     */
    record Meaning(
            String name,
            List<String> parameters,
            Function<List<Node>, Node> value,
            BiFunction<Op, Node, List<Node>> rule) {}

    TypedOp(List<Node> inputs, Meaning meaning) {
        super(meaning.value().apply(placeholders(inputs)).shape(), inputs);
        this.meaning = meaning;
    }

    private static List<Node> placeholders(List<Node> inputs) {
        List<Node> placeholders = new ArrayList<>();
        for (Node input : inputs) {
            placeholders.add(Input.of("argument " + (placeholders.size() + 1), input.shape()));
        }
        return placeholders;
    }

    @Override
    public void forward(double[][] in, double[] out) {
        List<Node> placeholders = placeholders(inputs());
        Graph graph = Graph.of(meaning.value().apply(placeholders));
        Evaluator evaluator = Evaluator.of(graph);
        graph.inputs().forEach(input -> evaluator.feed(input, Tensor.of(input.shape(), in[placeholders.indexOf(input)])));
        evaluator.value(graph.outputs().get(0)).copyTo(out);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return meaning.rule().apply(this, upstream);
    }

    @Override
    public TypedOp withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new TypedOp(inputs, meaning);
    }

    @Override
    public Record attributes() {
        return meaning;
    }

    @Override
    public List<String> operands() {
        return meaning.parameters();
    }

    @Override
    public Notation notation() {
        return Notation.function(meaning.name());
    }

    @Override
    public Optional<Node> definition() {
        return Optional.of(meaning.value().apply(inputs()));
    }

    /** The name of the function. */
    public String function() {
        return meaning.name();
    }
}
