import dev.gradus.node.BinaryOp;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.UnaryOp;
import dev.gradus.tensor.Shape;
import java.util.List;

/** The reference solution: the rule of Softsign takes the slope at x. */
final class Ops {
    private Ops() {}

    /** x W + b. */
    static final class Affine extends Op {
        Affine(Node x, Node w, Node b) {
            super(Shape.of(x.shape().size(0), w.shape().size(1)), x, w, b);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            int inputs = input(1).shape().size(0), outputs = input(1).shape().size(1);
            for (int t = 0; t * outputs < out.length; t++) {
                for (int k = 0; k < outputs; k++) {
                    double sum = in[2][k];
                    for (int i = 0; i < inputs; i++) {
                        sum += in[0][t * inputs + i] * in[1][i * outputs + k];
                    }
                    out[t * outputs + k] = sum;
                }
            }
        }

        @Override
        public List<Node> backward(Node upstream) {
            Node x = input(0), w = input(1), b = input(2);
            return List.of(
                    upstream.matMul(w.transpose()), x.transpose().matMul(upstream), upstream.sumTo(b.shape()));
        }

        @Override
        public Affine withInputs(List<Node> inputs) {
            return new Affine(inputs.get(0), inputs.get(1), inputs.get(2));
        }
    }

    /** x / (1 + |x|). */
    static final class Softsign extends UnaryOp {
        Softsign(Node x) {
            super(x, Softsign::new);
        }

        @Override
        public double apply(double x) {
            return x / (1 + Math.abs(x));
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.divide(x().abs().add(1).square()));
        }
    }

    /** a, as far as the gate b is open: a σ(b). */
    static final class Gated extends BinaryOp {
        Gated(Node a, Node b) {
            super(a, b, Gated::new);
        }

        @Override
        public double apply(double a, double b) {
            return a / (1 + StrictMath.exp(-b));
        }

        @Override
        public List<Node> backward(Node upstream) {
            Node open = b().sigmoid(), shut = b().negate().sigmoid();
            return List.of(
                    upstream.multiply(open).sumTo(a().shape()),
                    upstream.multiply(a()).multiply(open.multiply(shut)).sumTo(b().shape()));
        }
    }

    /** x minus the mean of its row. */
    static final class Centered extends Op {
        Centered(Node x) {
            super(x.shape(), x, Centered::new);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            int columns = shape().size(1);
            for (int start = 0; start < out.length; start += columns) {
                double sum = 0;
                for (int i = start; i < start + columns; i++) {
                    sum += in[0][i];
                }
                for (int i = start; i < start + columns; i++) {
                    out[i] = in[0][i] - sum / columns;
                }
            }
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.subtract(upstream.mean(1).keepDims()));
        }
    }

    /** Half the squared error, averaged over the rows. */
    static final class Loss extends Op {
        Loss(Node yHat, Node y) {
            super(Shape.of(), yHat, y, Loss::new);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            double sum = 0;
            for (int i = 0; i < in[0].length; i++) {
                sum += (in[0][i] - in[1][i]) * (in[0][i] - in[1][i]);
            }
            out[0] = sum / input(0).shape().size(0) / 2;
        }

        @Override
        public List<Node> backward(Node upstream) {
            Node error = input(0).subtract(input(1)).divide(input(0).shape().size(0));
            return List.of(upstream.multiply(error), upstream.multiply(error).negate());
        }
    }
}
