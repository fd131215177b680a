package dev.gradus.properties.foreign;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Ops as users write them, right but nasty: large terms cancel, several elements tie, a mask is infinite. */
final class RightOps {
    private RightOps() {}

    /** Softmax of each row as one op: large terms cancel in its rule where one weight is almost 1. */
    static final class Softmax extends Op {
        Softmax(Node x) {
            super(x.shape(), x, Softmax::new);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            int n = shape().size(1);
            for (int row = 0; row < out.length; row += n) {
                double max = Double.NEGATIVE_INFINITY;
                for (int j = row; j < row + n; j++) {
                    max = Math.max(max, in[0][j]);
                }
                double sum = 0;
                for (int j = row; j < row + n; j++) {
                    out[j] = StrictMath.exp(in[0][j] - max);
                    sum += out[j];
                }
                for (int j = row; j < row + n; j++) {
                    out[j] /= sum;
                }
            }
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(
                    multiply(upstream.subtract(upstream.multiply(this).sum(1).keepDims())));
        }
    }

    /** (x − mean) / √(variance + ε) of each row: in rows of almost equal numbers everything cancels. */
    static final class LayerNorm extends Op {
        static final double EPSILON = 1e-5;

        LayerNorm(Node x) {
            super(x.shape(), x, LayerNorm::new);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            int n = shape().size(1);
            for (int row = 0; row < out.length; row += n) {
                double sum = 0;
                for (int j = row; j < row + n; j++) {
                    sum += in[0][j];
                }
                double mean = sum / n;
                double squares = 0;
                for (int j = row; j < row + n; j++) {
                    squares += (in[0][j] - mean) * (in[0][j] - mean);
                }
                double deviation = Math.sqrt(squares / n + EPSILON);
                for (int j = row; j < row + n; j++) {
                    out[j] = (in[0][j] - mean) / deviation;
                }
            }
        }

        @Override
        public List<Node> backward(Node upstream) {
            Node x = input(0);
            Node centered = x.subtract(x.mean(1).keepDims());
            Node deviation = centered.square().mean(1).keepDims().add(EPSILON).sqrt();
            Node normed = centered.divide(deviation);
            Node along = upstream.multiply(normed).mean(1).keepDims();
            return List.of(upstream.subtract(upstream.mean(1).keepDims())
                    .subtract(normed.multiply(along))
                    .divide(deviation));
        }
    }

    /** x w + b, which names just the two shapes that clash, perhaps equal ones. */
    static final class Affine extends Op {
        Affine(Node x, Node w, Node b) {
            super(checked(x.shape(), w.shape(), b.shape()), x, w, b);
        }

        private static Shape checked(Shape x, Shape w, Shape b) {
            if (x.size(1) != w.size(0)) {
                throw new ShapeException("Affine: x " + x + " and w " + w + " do not fit");
            }
            if (w.size(1) != b.size(0)) {
                throw new ShapeException("Affine: w " + w + " and b " + b + " do not fit");
            }
            return Shape.of(x.size(0), w.size(1));
        }

        @Override
        public void forward(double[][] in, double[] out) {
            int inner = input(1).shape().size(0);
            int columns = input(1).shape().size(1);
            for (int i = 0; i < out.length; i++) {
                out[i] = in[2][i % columns];
                for (int k = 0; k < inner; k++) {
                    out[i] += in[0][i / columns * inner + k] * in[1][k * columns + i % columns];
                }
            }
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(
                    upstream.matMul(input(1).transpose()), input(0).transpose().matMul(upstream), upstream.sum(0));
        }

        @Override
        public Affine withInputs(List<Node> inputs) {
            return new Affine(inputs.get(0), inputs.get(1), inputs.get(2));
        }
    }

    /** The middle one of an odd number of elements; of several that tie, the first gets the gradient. */
    static final class Median extends Op {
        Median(Node x) {
            super(Shape.scalar(), x, Median::new);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            double[] sorted = in[0].clone();
            Arrays.sort(sorted);
            out[0] = sorted[sorted.length / 2];
        }

        @Override
        public List<Node> backward(Node upstream) {
            Node isMiddle = input(0).equal(broadcastTo(input(0).shape()));
            Node isFirst = isMiddle.multiply(isMiddle.cumulativeSum(0).equal(1));
            return List.of(isFirst.where(upstream.broadcastTo(input(0).shape()), Constant.of(0)));
        }
    }

    /** The inverse of (a + 4) on the diagonal: [[a₀ + 4, a₁], [a₂, a₃ + 4]] with all |aᵢ| ≤ 1 is never singular. */
    static final class Inverse extends Op {
        Inverse(Node a) {
            super(a.shape(), a, Inverse::new);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            double p = in[0][0] + 4;
            double q = in[0][3] + 4;
            double determinant = p * q - in[0][1] * in[0][2];
            out[0] = q / determinant;
            out[1] = -in[0][1] / determinant;
            out[2] = -in[0][2] / determinant;
            out[3] = p / determinant;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(transpose().matMul(upstream).matMul(transpose()).negate());
        }
    }

    /** softmax(q kᵀ) v, each row of which sees those before it. */
    static final class Attention extends Op {
        Attention(Node q, Node k, Node v) {
            super(checked(q.shape(), k.shape(), v.shape()), q, k, v);
        }

        private static Shape checked(Shape q, Shape k, Shape v) {
            if (q.size(0) != k.size(0) || q.size(1) != k.size(1)) {
                throw new ShapeException("Attention: q " + q + " and k " + k + " do not fit");
            }
            if (k.size(0) != v.size(0)) {
                throw new ShapeException("Attention: k " + k + " and v " + v + " do not fit");
            }
            return Shape.of(q.size(0), v.size(1));
        }

        private Node weights() {
            int n = input(0).shape().size(0);
            Constant causal = Constant.of(Tensor.generate(Shape.of(n, n), i -> i % n <= i / n ? 1 : 0));
            Node scores = input(0).matMul(input(1).transpose());
            return new Softmax(causal.where(scores, Constant.of(Double.NEGATIVE_INFINITY)));
        }

        @Override
        public void forward(double[][] in, double[] out) {
            int n = input(0).shape().size(0);
            int width = input(0).shape().size(1);
            int columns = input(2).shape().size(1);
            for (int i = 0; i < n; i++) {
                double[] scores = new double[i + 1];
                double max = Double.NEGATIVE_INFINITY;
                for (int j = 0; j <= i; j++) {
                    for (int c = 0; c < width; c++) {
                        scores[j] += in[0][i * width + c] * in[1][j * width + c];
                    }
                    max = Math.max(max, scores[j]);
                }
                double sum = 0;
                for (int j = 0; j <= i; j++) {
                    scores[j] = StrictMath.exp(scores[j] - max);
                    sum += scores[j];
                }
                for (int c = 0; c < columns; c++) {
                    double value = 0;
                    for (int j = 0; j <= i; j++) {
                        value += scores[j] * in[2][j * columns + c];
                    }
                    out[i * columns + c] = value / sum;
                }
            }
        }

        @Override
        public List<Node> backward(Node upstream) {
            Node weights = weights();
            Node ofWeights = upstream.matMul(input(2).transpose());
            Node ofScores = weights.multiply(
                    ofWeights.subtract(ofWeights.multiply(weights).sum(1).keepDims()));
            return List.of(
                    ofScores.matMul(input(1)),
                    ofScores.transpose().matMul(input(0)),
                    weights.transpose().matMul(upstream));
        }

        @Override
        public Attention withInputs(List<Node> inputs) {
            return new Attention(inputs.get(0), inputs.get(1), inputs.get(2));
        }
    }

    /** A sum by Kahan and Neumaier, exact where a plain one loses everything. */
    static final class CompensatedSum extends Op {
        CompensatedSum(Node x) {
            super(Shape.scalar(), x, CompensatedSum::new);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            double sum = 0;
            double lost = 0;
            for (double x : in[0]) {
                double next = sum + x;
                lost += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
                sum = next;
            }
            out[0] = sum + lost;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.broadcastTo(input(0).shape()));
        }
    }
}
