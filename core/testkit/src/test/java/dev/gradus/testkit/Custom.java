package dev.gradus.testkit;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.law.Rule;
import java.util.List;

/** An op on whole tensors that is given by lambdas and may be wrong in any way. */
final class Custom extends Op {
    private final Parts parts;

    /** The value into {@code out}. */
    @FunctionalInterface
    interface Forward {
        void compute(Custom self, double[][] in, double[] out);
    }

    /** The rule. */
    @FunctionalInterface
    interface Rule {
        List<Node> gradients(Custom self, Node upstream);
    }

    /** The shape that the inputs make. */
    @FunctionalInterface
    interface Shapes {
        Shape of(List<Node> inputs);
    }

    private record Parts(Shapes shapes, Forward forward, Rule rule) {}

    private Custom(List<Node> inputs, Parts parts) {
        super(parts.shapes.of(inputs), inputs);
        this.parts = parts;
    }

    static Custom of(List<Node> inputs, Shapes shapes, Forward forward, Rule rule) {
        return new Custom(inputs, new Parts(shapes, forward, rule));
    }

    /** An op of x's shape. */
    static Custom like(Node x, Forward forward, Rule rule) {
        return of(List.of(x), inputs -> inputs.get(0).shape(), forward, rule);
    }

    @Override
    public void forward(double[][] in, double[] out) {
        parts.forward.compute(this, in, out);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return parts.rule.gradients(this, upstream);
    }

    @Override
    public Custom withInputs(List<Node> inputs) {
        return new Custom(inputs, parts);
    }
}
