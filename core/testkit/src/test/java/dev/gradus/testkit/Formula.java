package dev.gradus.testkit;

import dev.gradus.node.BinaryOp;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.UnaryOp;
import dev.gradus.testkit.law.Rule;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** Ops given by lambdas: what a mutant needs to say is its formula and its rule. */
final class Formula {
    private Formula() {}

    /** A rule for the one operand, given this op and upstream. */
    @FunctionalInterface
    interface Rule<O> {
        Node gradient(O self, Node upstream);
    }

    /** A rule for both operands. */
    @FunctionalInterface
    interface Rules<O> {
        List<Node> gradients(O self, Node upstream);
    }

    static Function<Node, Unary> unary(DoubleUnaryOperator value, Rule<Unary> rule) {
        return x -> new Unary(x, value, rule);
    }

    static Binary binary(Node a, Node b, DoubleBinaryOperator value, Rules<Binary> rule) {
        return new Binary(a, b, value, rule);
    }

    static OpSpec spec(DoubleUnaryOperator value, Rule<Unary> rule, Values domain) {
        return OpSpec.unary(unary(value, rule))
                .input("x", Dims.anyShape(), domain)
                .reference(value);
    }

    static OpSpec spec(DoubleBinaryOperator value, Rules<Binary> rule) {
        return OpSpec.binary((a, b) -> binary(a, b, value, rule))
                .input("a", Dims.broadcastable(), Values.any())
                .input("b", Dims.broadcastable(), Values.any())
                .reference(value);
    }

    static final class Unary extends UnaryOp {
        private final DoubleUnaryOperator value;
        private final Rule<Unary> rule;

        private Unary(Node x, DoubleUnaryOperator value, Rule<Unary> rule) {
            super(x, in -> new Unary(in, value, rule));
            this.value = value;
            this.rule = rule;
        }

        @Override
        public double apply(double x) {
            return value.applyAsDouble(x);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(rule.gradient(this, upstream));
        }

        @Override
        public Notation notation() {
            return Notation.function("f");
        }
    }

    static final class Binary extends BinaryOp {
        private final DoubleBinaryOperator value;
        private final Rules<Binary> rule;

        private Binary(Node a, Node b, DoubleBinaryOperator value, Rules<Binary> rule) {
            super(a, b);
            this.value = value;
            this.rule = rule;
        }

        @Override
        public double apply(double a, double b) {
            return value.applyAsDouble(a, b);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return rule.gradients(this, upstream);
        }

        @Override
        public Binary withInputs(List<Node> inputs) {
            return new Binary(inputs.get(0), inputs.get(1), value, rule);
        }
    }
}
