package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import java.util.List;

/**
 * The X with A X = B, by Gaussian elimination with partial pivoting.
 *
 * <p>∂J/∂b = A⁻ᵀ ∂J/∂this and ∂J/∂a = −∂J/∂b Xᵀ.
 */
public final class Solve extends Op {
    /**
     * Solves A X = B for batches of the same sizes, a (…, n, n) and b (…, n, m).
     *
     * @throws ShapeException if a is not square, or b has another batch or number of rows
     */
    public Solve(Node a, Node b) {
        super(Matrices.rightHandSide("Solve", a, b), a, b, Solve::new);
    }

    /**
     * Solves the systems one by one.
     *
     * @throws MatrixValueException if a matrix is singular
     */
    @Override
    public void forward(double[][] in, double[] out) {
        int n = shape().size(-2);
        int m = shape().size(-1);
        int matrices = n == 0 ? 0 : in[0].length / (n * n);
        for (int matrix = 0; matrix < matrices; matrix++) {
            Elimination lu = Elimination.of(in[0], matrix * n * n, n);
            if (lu.firstZero() >= 0) {
                throw MatrixValueException.singular(this, matrix, lu.firstZero());
            }
            lu.solve(in[1], matrix * n * m, m, out, matrix * n * m);
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node ofB = new Solve(Matrices.transposed(input(0)), upstream);
        return List.of(ofB.matMul(Matrices.transposed(this)).negate(), ofB);
    }

    @Override
    public Notation notation() {
        return Notation.function("solve").java("LinearAlgebra.solve({0}, {1})").numpy("np.linalg.solve({0}, {1})");
    }
}
