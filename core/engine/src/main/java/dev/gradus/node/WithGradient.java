package dev.gradus.node;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * x unchanged, with another gradient than 1: clipped, reversed, scaled, or one that passes a step straight through.
 *
 * <p>∂J/∂x is what the given rule makes of the upstream gradient. A gradient check compares it with the derivative of x
 * and reports where it differs, as it is meant to.
 */
public final class WithGradient extends UnaryOp {
    private final UnaryOperator<Node> rule;

    /** Ops are the same only if their rules are the same object. */
    private record Rule(UnaryOperator<Node> rule) {}

    /**
     * {@code x}, whose gradient the rule makes of the upstream one.
     *
     * @param rule gives a node of x's shape
     */
    public WithGradient(Node x, UnaryOperator<Node> rule) {
        super(x);
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
    public WithGradient withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new WithGradient(inputs.get(0), rule);
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
