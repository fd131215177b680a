package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** The functions of linear algebra. The matrix product itself is {@link Node#matMul}. */
public final class LinearAlgebra {
    private LinearAlgebra() {}

    // Products

    /**
     * The scalar product of two vectors, Σ a_i b_i.
     *
     * @throws ShapeException if they are no vectors of equal sizes
     */
    public static Node dot(Node a, Node b) {
        return TensorProducts.dot(a, b);
    }

    /**
     * The outer product of two vectors: element (i, j) is a_i b_j.
     *
     * @throws ShapeException if one is no vector
     */
    public static Node outer(Node a, Node b) {
        return TensorProducts.outer(a, b);
    }

    /**
     * Σ over the last axes of a and the first ones of b, this number of each: 1 gives the matrix product of matrices, 0 all
     * products of an element of a with one of b.
     *
     * @throws ShapeException if one has fewer axes, or sizes differ
     */
    public static Node tensorDot(Node a, Node b, int axes) {
        int rank = a.shape().rank();
        if (axes < 0 || axes > Math.min(rank, b.shape().rank())) {
            throw new ShapeException(
                    "tensorDot: " + a.describe() + " and " + b.describe() + " do not have " + axes + " axes each");
        }
        return TensorProducts.tensorDot(
                a,
                b,
                IntStream.range(rank - axes, rank).toArray(),
                IntStream.range(0, axes).toArray());
    }

    /**
     * Σ over these axes, the first of a with the first of b and so on. The result has the other axes of a, then those of b.
     *
     * @param axesOfA negative ones count from the end
     * @param axesOfB negative ones count from the end
     * @throws ShapeException if there are no such axes, or their sizes differ
     */
    public static Node tensorDot(Node a, Node b, int[] axesOfA, int[] axesOfB) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        Objects.requireNonNull(axesOfA, "axesOfA");
        Objects.requireNonNull(axesOfB, "axesOfB");
        return TensorProducts.tensorDot(a, b, axesOfA, axesOfB);
    }

    /**
     * The Kronecker product a ⊗ b: of (n, m) and (p, q) the (np, mq) matrix whose block (i, j) is a_ij b. Operands of
     * different ranks are taken with leading axes of size 1.
     */
    public static Node kronecker(Node a, Node b) {
        return TensorProducts.kronecker(a, b);
    }

    /**
     * xᵀ W y, for x (…, n), y (…, m) and W (n, m) a number for every place of the batch; W (k, n, m) gives k of them,
     * (…, k).
     *
     * @throws ShapeException if the shapes are others
     */
    public static Node bilinear(Node x, Node w, Node y) {
        return TensorProducts.bilinear(x, w, y);
    }

    /**
     * Einstein's summation, in NumPy's notation: {@code "ij,jk->ik"} is the matrix product, {@code "ii->"} the trace,
     * {@code "bij,bkj->bik"} x @ yᵀ for every b, {@code "...ij->...ji"} a transpose.
     *
     * <p>A letter names an axis, of the same size everywhere or 1, which is repeated. An axis that two operands share is
     * multiplied along, one that is not in the result is summed over, and a letter twice in a term is a diagonal. Without
     * {@code ->} the result has the letters that occur once, in alphabetical order.
     *
     * <p>It is planned as transposes and matrix products, always of the two operands whose product takes the fewest
     * multiplications.
     *
     * @throws IllegalArgumentException if the formula is wrong, with the position
     * @throws ShapeException if an axis has two sizes
     */
    public static Node einsum(String formula, Node... operands) {
        return Einsum.of(formula, List.of(operands));
    }
}
