package dev.gradus.node;

import java.util.List;
import java.util.function.BiFunction;

/** Ops as a user writes them, with whatever rule a test wants to see judged. */
final class CustomOps {
    private CustomOps() {}

    /** The identity with this rule. */
    static final class Softplus extends UnaryOp {
        private final BiFunction<Softplus, Node, List<Node>> rule;

        Softplus(Node x, BiFunction<Softplus, Node, List<Node>> rule) {
            super(x, in -> new Softplus(in, rule));
            this.rule = rule;
        }

        @Override
        public double apply(double x) {
            return x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return rule.apply(this, upstream);
        }
    }

    /** The matrix product with this rule. */
    static class MatMul extends Op {
        private final BiFunction<MatMul, Node, List<Node>> rule;

        MatMul(Node a, Node b, BiFunction<MatMul, Node, List<Node>> rule) {
            super(a.matMul(b).shape(), a, b);
            this.rule = rule;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            throw new UnsupportedOperationException("only its rule is called");
        }

        @Override
        public List<Node> backward(Node upstream) {
            return rule.apply(this, upstream);
        }

        @Override
        public MatMul withInputs(List<Node> inputs) {
            return new MatMul(inputs.get(0), inputs.get(1), rule);
        }
    }

    /** An op of any number of inputs that says nothing but what every op must. */
    static final class Plain extends Op {
        Plain(Node... inputs) {
            super(inputs[0].shape(), inputs);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            System.arraycopy(in[0], 0, out, 0, out.length);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return inputs().stream().map(input -> zero()).toList();
        }

        @Override
        public Plain withInputs(List<Node> inputs) {
            return new Plain(inputs.toArray(Node[]::new));
        }
    }

    /** What a rule returns for a locally constant input. */
    static Node zeroGradient() {
        return Op.zero();
    }

    /** What a rule returns where there is no derivative. */
    static Node undefinedGradient(String why) {
        return Op.undefined(why);
    }
}
