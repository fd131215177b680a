package dev.gradus.check;

import dev.gradus.node.BinaryOp;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.UnaryOp;
import java.util.List;
import java.util.function.BiFunction;

/** Ops with a right forward and whatever backward rule a test wants to see judged. */
final class BrokenOps {
    private BrokenOps() {}

    /** x³; the right rule is upstream ∗ 3x². */
    static final class Cube extends UnaryOp {
        private final BiFunction<Cube, Node, Node> rule;

        Cube(Node x, BiFunction<Cube, Node, Node> rule) {
            super(x);
            this.rule = rule;
        }

        Node slope() {
            return x().square().multiply(3);
        }

        @Override
        public double apply(double x) {
            return x * x * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(rule.apply(this, upstream));
        }

        @Override
        public Cube withInputs(List<Node> inputs) {
            return new Cube(inputs.get(0), rule);
        }
    }

    /** a + b, broadcast; the right rule is upstream, summed to each operand's shape. */
    static final class Plus extends BinaryOp {
        private final BiFunction<Plus, Node, List<Node>> rule;

        Plus(Node a, Node b, BiFunction<Plus, Node, List<Node>> rule) {
            super(a, b);
            this.rule = rule;
        }

        @Override
        public double apply(double a, double b) {
            return a + b;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return rule.apply(this, upstream);
        }

        @Override
        public Plus withInputs(List<Node> inputs) {
            return new Plus(inputs.get(0), inputs.get(1), rule);
        }
    }

    /** a @ b; the right rule is upstream @ bᵀ and aᵀ @ upstream. */
    static final class Product extends Op {
        private final BiFunction<Product, Node, List<Node>> rule;

        Product(Node a, Node b, BiFunction<Product, Node, List<Node>> rule) {
            super(a.matMul(b).shape(), a, b);
            this.rule = rule;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            input(0).matMul(input(1)).then(product -> (Op) product).forward(in, out);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return rule.apply(this, upstream);
        }

        @Override
        public Product withInputs(List<Node> inputs) {
            return new Product(inputs.get(0), inputs.get(1), rule);
        }
    }
}
