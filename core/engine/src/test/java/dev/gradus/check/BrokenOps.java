package dev.gradus.check;

import dev.gradus.node.BinaryOp;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.UnaryOp;
import java.util.List;
import java.util.function.BiFunction;

/** Ops with a correct forward and the backward rule that a test supplies. */
final class BrokenOps {
    private BrokenOps() {}

    /** x³; the correct rule is upstream ∗ 3x². */
    static final class Cube extends UnaryOp {
        private final BiFunction<Cube, Node, Node> rule;

        Cube(Node x, BiFunction<Cube, Node, Node> rule) {
            super(x, in -> new Cube(in, rule));
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
    }

    /** 2x, plus a small amount that grows with each call. */
    static final class Counting extends UnaryOp {
        private int calls;

        Counting(Node x) {
            super(x, Counting::new);
        }

        @Override
        public double apply(double x) {
            return 2 * x;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            calls++;
            for (int i = 0; i < out.length; i++) {
                out[i] = 2 * in[0][i] + 1e-9 * calls;
            }
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(2));
        }
    }

    /** 2x, computed only if the array is another one. */
    static final class Stale extends UnaryOp {
        private double[] lastIn = {};
        private double[] lastOut = {};

        Stale(Node x) {
            super(x, Stale::new);
        }

        @Override
        public double apply(double x) {
            return 2 * x;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            if (in[0] != lastIn) {
                lastIn = in[0];
                lastOut = new double[out.length];
                for (int i = 0; i < out.length; i++) {
                    lastOut[i] = 2 * in[0][i];
                }
            }
            System.arraycopy(lastOut, 0, out, 0, out.length);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(2));
        }
    }

    /**
     * The elements of x (1) at indices (n). If one is looked up several times, the rule keeps only the last contribution.
     */
    static final class Lookup extends Op {
        Lookup(Node x, Node indices) {
            super(indices.shape(), x, indices, Lookup::new);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            ((Op) input(0).take(input(1), 0)).forward(in, out);
        }

        @Override
        public List<Node> backward(Node upstream) {
            int last = shape().size(0);
            return List.of(upstream.slice(0, last - 1, last), zero());
        }
    }

    /** a + b, broadcast; the correct rule is upstream, summed to each operand's shape. */
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

    /** a @ b; the correct rule is upstream @ bᵀ and aᵀ @ upstream. */
    static final class Product extends Op {
        private final BiFunction<Product, Node, List<Node>> rule;

        Product(Node a, Node b, BiFunction<Product, Node, List<Node>> rule) {
            super(a.matMul(b).shape(), a, b);
            this.rule = rule;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            ((Op) input(0).matMul(input(1))).forward(in, out);
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

    /** 2x, which declares that it is constant. */
    static final class Constantly extends UnaryOp {
        Constantly(Node x) {
            super(x, Constantly::new);
        }

        @Override
        public double apply(double x) {
            return 2 * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(zero());
        }
    }

    /** max(x, 0), with the derivative at 0 that a test supplies. */
    static final class Rectifier extends UnaryOp {
        private final double slopeAtKink;

        Rectifier(Node x, double slopeAtKink) {
            super(x, in -> new Rectifier(in, slopeAtKink));
            this.slopeAtKink = slopeAtKink;
        }

        @Override
        public double apply(double x) {
            return Math.max(x, 0);
        }

        @Override
        public List<Node> backward(Node upstream) {
            Node smooth = x().greater(0).where(upstream, Constant.of(0));
            return List.of(x().equal(0).where(upstream.multiply(slopeAtKink), smooth));
        }
    }

    /** The elements of x (n) at indices (n). The rule passes the gradient to x in the order of the output. */
    static final class Pick extends Op {
        Pick(Node x, Node indices) {
            super(x.shape(), x, indices, Pick::new);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            ((Op) input(0).take(input(1), 0)).forward(in, out);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.flip(0), zero());
        }
    }
}
