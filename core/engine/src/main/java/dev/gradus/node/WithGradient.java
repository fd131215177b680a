package dev.gradus.node;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * x unchanged, elementwise, with a gradient defined by the user: clipped, reversed, scaled, or passed straight through
 * a step.
 *
 * <p>∂J/∂x is the result of the given rule for the upstream gradient. A gradient check compares it with the derivative
 * of x and reports the intended difference.
 */
public final class WithGradient extends UnaryOp {
    private final UnaryOperator<Node> rule;

    /** Two ops are the same only if their rules are the same object. */
    private record Rule(UnaryOperator<Node> rule) {}

    /**
     * {@code x}, with the gradient that the rule computes from the upstream gradient.
     *
     * @param rule must return a node with the shape of x
     */
    public WithGradient(Node x, UnaryOperator<Node> rule) {
        super(x, in -> new WithGradient(in, rule));
        this.rule = Objects.requireNonNull(rule, "rule");
    }

    @Override
    public double apply(double x) {
        return x;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(rule.apply(upstream));
    }

    @Override
    public Record attributes() {
        return new Rule(rule);
    }

    @Override
    public Notation notation() {
        return Notation.function("withGradient").java("{0}.withGradient(rule)").numpy("{0}");
    }
}
