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
 * An op that the user defines: {@code def f(x): return x**3}, with {@code grad f: 3*x**2} as its rule. The
 * definition computes its value, and the rule its gradients, whether right or wrong.
 */
public final class TypedOp extends Op {
    private final Meaning meaning;
    private final List<Node> placeholders;
    private final Graph body;

    /**
     * @param name the function's name
     * @param parameters the names of its arguments
     * @param value its value in terms of them
     * @param rule the gradients, given the op and the upstream gradient
     */
    record Meaning(
            String name,
            List<String> parameters,
            Function<List<Node>, Node> value,
            BiFunction<Op, Node, List<Node>> rule) {}

    /** What distinguishes one op from another; a program has only one definition of a name. */
    private record Attributes(String function, List<String> parameters) {}

    static TypedOp of(List<Node> inputs, Meaning meaning) {
        List<Node> placeholders = new ArrayList<>();
        for (Node input : inputs) {
            placeholders.add(Input.of("argument " + (placeholders.size() + 1), input.shape()));
        }
        return new TypedOp(
                inputs, meaning, placeholders, Graph.of(meaning.value().apply(placeholders)));
    }

    private TypedOp(List<Node> inputs, Meaning meaning, List<Node> placeholders, Graph body) {
        super(body.outputs().get(0).shape(), inputs);
        this.meaning = meaning;
        this.placeholders = placeholders;
        this.body = body;
    }

    /** Whether the definition uses only its arguments and numbers. */
    boolean isClosed() {
        return body.parameters().isEmpty() && placeholders.containsAll(body.inputs());
    }

    @Override
    public void forward(double[][] in, double[] out) {
        Evaluator evaluator = Evaluator.of(body);
        body.inputs()
                .forEach(input -> evaluator.feed(input, Tensor.of(input.shape(), in[placeholders.indexOf(input)])));
        evaluator.value(body.outputs().get(0)).copyTo(out);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return meaning.rule().apply(this, upstream);
    }

    @Override
    public TypedOp withInputs(List<Node> inputs) {
        checkCount(inputs);
        return of(inputs, meaning);
    }

    @Override
    public Record attributes() {
        return new Attributes(meaning.name(), meaning.parameters());
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
