package dev.gradus.linalg;

import dev.gradus.node.Dependence;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import java.util.List;

/**
 * The lower or the upper triangle of matrices (…, n, m), with zeros elsewhere. Element (i, j) is kept if j − i is at most,
 * or at least, the number of the diagonal: 0 for the main diagonal, 1 for the one above it.
 *
 * <p>∂J/∂a is the same triangle of the upstream gradient.
 */
public final class Triangle extends Op {
    private final boolean upper;
    private final int diagonal;

    /**
     * Extracts the triangle of all matrices of a.
     *
     * @throws ShapeException if a has rank below 2
     */
    public Triangle(Node a, boolean upper, int diagonal) {
        super(Matrices.matrices("Triangle", a), a, in -> new Triangle(in, upper, diagonal));
        this.upper = upper;
        this.diagonal = diagonal;
    }

    @Override
    public void forward(double[][] in, double[] out) {
        int rows = shape().size(-2), columns = shape().size(-1);
        for (int row = 0; row * columns < out.length; row++) {
            int border = row % rows + diagonal + (upper ? 0 : 1);
            for (int j = 0; j < columns; j++) {
                out[row * columns + j] = upper == j >= border ? in[0][row * columns + j] : 0;
            }
        }
    }

    /** Returns whether the upper triangle is kept. */
    public boolean isUpper() {
        return upper;
    }

    /** Returns the number of the diagonal at its border. */
    public int diagonal() {
        return diagonal;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(new Triangle(upstream, upper, diagonal));
    }

    @Override
    public Record attributes() {
        return new Part(upper, diagonal);
    }

    private record Part(boolean upper, int diagonal) {}

    @Override
    public Dependence dependence() {
        return Dependence.MOVE;
    }

    @Override
    public Notation notation() {
        String name = upper ? "triu" : "tril";
        return Notation.function(name)
                .arguments(diagonal == 0 ? List.of() : List.of("diagonal " + diagonal))
                .java("LinearAlgebra." + name + "({0}, " + diagonal + ")")
                .numpy("np." + name + "({0}" + (diagonal == 0 ? "" : ", " + diagonal) + ")");
    }
}
