package dev.gradus.linalg;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import java.util.List;

/**
 * The exponential of a square matrix, e^A = Σ Aᵏ / k! over k = 0, 1, 2, …, which maps the state of a system dx/dt = A x to
 * the state one unit of time later.
 *
 * <p>∂J/∂A is the upper right block of the exponential of
 *
 * <pre>{@code
 * Aᵀ  ∂J/∂this
 * 0   Aᵀ
 * }</pre>
 * (R. Mathias, "A chain rule for matrix functions and applications", SIAM J. Matrix Anal. Appl. 17, 1996). It is linear in
 * ∂J/∂this, which is first divided by its greatest magnitude, so that the upstream gradient does not affect how Aᵀ is
 * scaled.
 */
public final class MatrixExponential extends Op {
    /**
     * Computes the exponentials of all matrices of a.
     *
     * @throws ShapeException if they are not square
     */
    public MatrixExponential(Node a) {
        super(Matrices.square("MatrixExponential", a), a, MatrixExponential::new);
    }

    @Override
    public void forward(double[][] in, double[] out) {
        int n = shape().size(-1);
        for (int at = 0; at < out.length; at += n * n) {
            ScalingAndSquaring.exponential(in[0], out, at, n);
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        int n = shape().size(-1);
        if (shape().elements() == 0) {
            return List.of(upstream);
        }
        Node transposed = Matrices.transposed(input(0));
        Node greatest = upstream.abs().max(-2, -1).keepDims().stopGradient();
        Node scale = greatest.equal(0).where(Constant.of(1), greatest);
        Node above = transposed.concat(-1, upstream.divide(scale));
        Node below = transposed.pad(-1, n, 0);
        Node blocks = new MatrixExponential(above.concat(-2, below));
        return List.of(blocks.slice(-2, 0, n).slice(-1, n, 2 * n).multiply(scale));
    }

    @Override
    public Notation notation() {
        return Notation.function("expm")
                .java("LinearAlgebra.matrixExponential({0})")
                .numpy("scipy.linalg.expm({0})");
    }
}
