package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import java.util.List;

/**
 * The inverse matrix A⁻¹: the X with A X = I, computed like {@link Solve}. To multiply by an inverse, use Solve instead,
 * which is faster and more accurate.
 *
 * <p>∂J/∂a = −A⁻ᵀ ∂J/∂this A⁻ᵀ.
 */
public final class Inverse extends Op {
    /**
     * Inverts all matrices of a.
     *
     * @throws ShapeException if they are not square
     */
    public Inverse(Node a) {
        super(Matrices.square("Inverse", a), a, Inverse::new);
    }

    /**
     * Inverts the matrices one by one.
     *
     * @throws MatrixValueException if one is singular
     */
    @Override
    public void forward(double[][] in, double[] out) {
        int n = shape().size(-1);
        double[] identity = identity(n);
        for (int at = 0; at < out.length; at += n * n) {
            Elimination lu = Elimination.of(in[0], at, n);
            if (lu.firstZero() >= 0) {
                throw MatrixValueException.singular(this, at / (n * n), lu.firstZero());
            }
            lu.solve(identity, 0, n, out, at);
        }
    }

    /** Returns the elements of the identity matrix. */
    public static double[] identity(int size) {
        double[] elements = new double[size * size];
        for (int i = 0; i < size; i++) {
            elements[i * size + i] = 1;
        }
        return elements;
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node transposed = Matrices.transposed(this);
        return List.of(transposed.matMul(upstream).matMul(transposed).negate());
    }

    @Override
    public Notation notation() {
        return Notation.postfix("⁻¹").java("LinearAlgebra.inv({0})").numpy("np.linalg.inv({0})");
    }
}
