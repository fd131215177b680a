package dev.gradus.linalg;

import dev.gradus.node.BatchMatMul;
import dev.gradus.node.Constant;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Linear algebra functions. The matrix product itself is {@link Node#matMul}. */
public final class LinearAlgebra {
    private LinearAlgebra() {}

    // Products

    /** The matrix product for any ranks from 1. See {@link Node#matMul}. */
    public static Node matMul(Node left, Node right) {
        return left.matMul(right);
    }

    /** The products of two batches of matrices. See {@link BatchMatMul}. */
    public static Node batchMatMul(Node left, Node right) {
        return left.batchMatMul(right);
    }

    /**
     * The scalar product of two vectors, Σ a_i b_i.
     *
     * @throws ShapeException if they are not vectors of equal sizes
     */
    public static Node dot(Node a, Node b) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        return TensorProducts.dot(a, b);
    }

    /**
     * The outer product of two vectors: element (i, j) is a_i b_j.
     *
     * @throws ShapeException if one is not a vector
     */
    public static Node outer(Node a, Node b) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        return TensorProducts.outer(a, b);
    }

    /**
     * Sums products over this number of last axes of a and first axes of b. 1 gives the matrix product of matrices, 0 the
     * products of all pairs of elements.
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
     * Sums products over pairs of axes, the first of a with the first of b and so on. The result has the other axes of a,
     * followed by those of b.
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
     * The Kronecker product a ⊗ b: for (n, m) and (p, q), the (np, mq) matrix whose block (i, j) is a_ij b. If the ranks
     * differ, leading axes of size 1 are added.
     */
    public static Node kron(Node a, Node b) {
        return TensorProducts.kronecker(a, b);
    }

    /**
     * xᵀ W y. For x (…, n), y (…, m) and W (n, m), the result has one number for each index of the batch; W (k, n, m) gives
     * k of them, (…, k).
     *
     * @throws ShapeException if the shapes do not match
     */
    public static Node bilinear(Node x, Node w, Node y) {
        return TensorProducts.bilinear(x, w, y);
    }

    /**
     * Einstein summation in NumPy's notation: {@code "ij,jk->ik"} is the matrix product, {@code "ii->"} the trace, {@code
     * "bij,bkj->bik"} x @ yᵀ for each b, {@code "...ij->...ji"} a transpose.
     *
     * <p>A letter names an axis, which has the same size everywhere, or size 1 and is then broadcast. Axes shared by two
     * operands are multiplied, axes that are not in the result are summed, and a repeated letter in a term denotes a
     * diagonal. Without {@code ->} the result has the letters that occur once, in alphabetical order.
     *
     * <p>The plan consists of transposes and matrix products, always of the two operands whose product takes the fewest
     * multiplications.
     *
     * @throws IllegalArgumentException if the formula is wrong, with the position, or there are more than 64 operands
     * @throws ShapeException if an axis has two sizes
     */
    public static Node einsum(String formula, Node... operands) {
        Objects.requireNonNull(operands, "operands");
        return Einsum.of(formula, List.of(operands));
    }

    // Systems of equations and factorizations

    /**
     * The elements on and below this diagonal, with zeros above. See {@link Triangle}.
     *
     * @param diagonal 0 for the main diagonal, 1 for the one above it
     * @throws ShapeException if a has rank below 2
     */
    public static Node tril(Node a, int diagonal) {
        return new Triangle(a, false, diagonal);
    }

    /**
     * The elements on and above this diagonal, with zeros below. See {@link Triangle}.
     *
     * @param diagonal 0 for the main diagonal, 1 for the one above it
     * @throws ShapeException if a has rank below 2
     */
    public static Node triu(Node a, int diagonal) {
        return new Triangle(a, true, diagonal);
    }

    /**
     * The lower triangular L with L Lᵀ = A for positive definite matrices. See {@link Cholesky}.
     *
     * @throws ShapeException if a is not square
     */
    public static Node cholesky(Node a) {
        return new Cholesky(a);
    }

    /**
     * The X with A X = B, for a (…, n, n) and b (…, n, m), or a vector b (n). Batches are broadcast. See {@link Solve}.
     *
     * @throws ShapeException if a is not square, or b has another number of rows
     */
    public static Node solve(Node a, Node b) {
        return Systems.solve("Solve", a, b, Solve::new);
    }

    /**
     * The X with L X = B for the lower or the upper triangle L of a. See {@link TriangularSolve}.
     *
     * @param upper whether to use the upper triangle of a
     * @throws ShapeException if a is not square, or b has another number of rows
     */
    public static Node triangularSolve(Node a, Node b, boolean upper) {
        return triangularSolve(a, b, upper, false, false);
    }

    /**
     * The X with T X = B for a triangle of a. Batches are broadcast. See {@link TriangularSolve}.
     *
     * @param upper whether to use the upper triangle of a, rather than the lower one
     * @param transposed whether T is the transpose of that triangle
     * @param unit whether the diagonal is 1, regardless of a
     * @throws ShapeException if a is not square, or b has another number of rows
     */
    public static Node triangularSolve(Node a, Node b, boolean upper, boolean transposed, boolean unit) {
        return Systems.solve(
                "TriangularSolve", a, b, (t, columns) -> new TriangularSolve(t, columns, upper, transposed, unit));
    }

    /**
     * The X with A X = B for A = L Lᵀ, given L = {@link #cholesky}(A).
     *
     * @throws ShapeException if l is not square, or b has another number of rows
     */
    public static Node choleskySolve(Node l, Node b) {
        Objects.requireNonNull(l, "l");
        return triangularSolve(l, triangularSolve(l, b, false), false, true, false);
    }

    /**
     * A⁻¹. See {@link Inverse}.
     *
     * @throws ShapeException if a is not square
     */
    public static Node inv(Node a) {
        return new Inverse(a);
    }

    /**
     * The determinant of each matrix. See {@link Determinant}.
     *
     * @throws ShapeException if a is not square
     */
    public static Node det(Node a) {
        return new Determinant(a, Determinant.Part.VALUE);
    }

    /**
     * ln |det A|, which does not overflow. See {@link Determinant}.
     *
     * @throws ShapeException if a is not square
     */
    public static Node logDeterminant(Node a) {
        return new Determinant(a, Determinant.Part.LOG_MAGNITUDE);
    }

    /**
     * The sign of the determinant: 1, −1, or 0. See {@link Determinant}.
     *
     * @throws ShapeException if a is not square
     */
    public static Node signOfDeterminant(Node a) {
        return new Determinant(a, Determinant.Part.SIGN);
    }

    /**
     * Aⁿ by repeated squaring. If n is negative, it is a power of the inverse; if n is 0, it is the identity.
     *
     * @throws ShapeException if a is not square
     */
    public static Node matrixPower(Node a, int exponent) {
        return Systems.power(a, exponent);
    }

    /**
     * A = P L U, whose factors are {@code lu(a).p()}, {@code .l()} and {@code .u()}. See {@link Lu}.
     *
     * @throws ShapeException if a is not square
     */
    public static Lu lu(Node a) {
        return new Lu(a);
    }

    /**
     * A = Q R, whose factors are {@code qr(a).q()} and {@code qr(a).r()}. See {@link Qr}.
     *
     * @throws ShapeException if the matrices have fewer rows than columns
     */
    public static Qr qr(Node a) {
        return new Qr(a);
    }

    /**
     * Eigenvalues and eigenvectors of symmetric matrices, {@code eigh(a).values()} and {@code .vectors()}. See
     * {@link SymmetricEigen}.
     *
     * @throws ShapeException if a is not square
     */
    public static SymmetricEigen eigh(Node a) {
        return new SymmetricEigen(a);
    }

    /**
     * The eigenvalues of symmetric matrices in ascending order. See {@link SymmetricEigenvalues}.
     *
     * @throws ShapeException if a is not square
     */
    public static Node eigvalsh(Node a) {
        return new SymmetricEigenvalues(a);
    }

    /**
     * A = U S Vᵀ, whose parts are {@code svd(a).u()}, {@code .values()} and {@code .v()}. See {@link Svd}.
     *
     * @throws ShapeException if a has rank below 2
     */
    public static Svd svd(Node a) {
        return new Svd(a);
    }

    /**
     * The singular values in descending order. See {@link SingularValues}.
     *
     * @throws ShapeException if a has rank below 2
     */
    public static Node svdvals(Node a) {
        return new SingularValues(a);
    }

    /**
     * The sum of the main diagonal of each matrix.
     *
     * @throws ShapeException if a has rank below 2
     */
    public static Node trace(Node a) {
        return Moves.diagonal(Objects.requireNonNull(a, "a")).sum(-1);
    }

    /**
     * The cross product a × b along an axis of size 3: orthogonal to both, with the area of their parallelogram as its
     * length.
     *
     * @throws ShapeException if a or b does not have three elements along this axis, or the shapes do not broadcast
     */
    public static Node cross(Node a, Node b, int axis) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        return TensorProducts.cross(a, b, axis);
    }

    /**
     * The powers of the elements of vectors, xʲ in column j: (…, n) becomes (…, n, columns). Equals {@code np.vander} with
     * increasing powers.
     *
     * @throws ShapeException if x has rank 0
     * @throws IllegalArgumentException if there are no columns
     */
    public static Node vander(Node x, int columns) {
        if (columns < 1) {
            throw new IllegalArgumentException("vander: columns must be at least 1, but is " + columns);
        }
        if (x.shape().rank() == 0) {
            throw new ShapeException("vander: " + x.describe() + " has no axis; reshape it to (1)");
        }
        int[] row = new int[x.shape().rank() + 1];
        Arrays.fill(row, 1);
        row[row.length - 1] = columns;
        return x.expandDims(-1).pow(Constant.of(Tensor.generate(Shape.of(row), j -> j)));
    }

    /**
     * The product of several matrices in the order that takes the fewest multiplications.
     *
     * @throws ShapeException if there is none, one is not a matrix, or inner sizes differ
     */
    public static Node multiDot(Node... matrices) {
        Objects.requireNonNull(matrices, "matrices");
        return TensorProducts.chain(List.of(matrices));
    }

    /**
     * The pseudoinverse A⁺ of matrices of full rank: (AᵀA)⁻¹Aᵀ, or Aᵀ(AAᵀ)⁻¹ if there are more columns than rows. It is
     * computed with {@link #qr}, so equal singular values are no problem.
     *
     * @throws ShapeException if a has rank below 2
     */
    public static Node pinv(Node a) {
        return Systems.pseudoInverse(a);
    }

    /**
     * The least-squares solution X of A X ≈ B, for a (…, m, n) of full rank and b (…, m, k). If A has more columns than
     * rows, it is the X with A X = B that has the smallest sum of squares.
     *
     * @throws ShapeException if a has rank below 2, or b has another number of rows
     */
    public static Node lstsq(Node a, Node b) {
        Objects.requireNonNull(b, "b");
        return Systems.leastSquares(a, b);
    }

    /**
     * The sum of the singular values of each matrix.
     *
     * @throws ShapeException if a has rank below 2
     */
    public static Node nuclearNorm(Node a) {
        return svdvals(a).sum(-1);
    }

    /**
     * The greatest singular value of each matrix, which is the maximum factor by which it lengthens a vector.
     *
     * @throws ShapeException if a has rank below 2, or no elements
     */
    public static Node spectralNorm(Node a) {
        return svdvals(a).max(-1);
    }

    /**
     * The ratio of the greatest to the smallest singular value of each matrix, which limits the growth of relative errors
     * when solving. For a singular matrix it is ∞, with a gradient of 0.
     *
     * @throws ShapeException if a has rank below 2, or no elements
     */
    public static Node cond(Node a) {
        Node values = svdvals(a);
        Node least = values.min(-1);
        Node isSingular = least.equal(0);
        Node quotient = values.max(-1).divide(isSingular.where(Constant.of(1), least));
        return isSingular.where(Constant.of(Double.POSITIVE_INFINITY), quotient);
    }

    /**
     * The exponential of each matrix, Σ Aᵏ / k!. See {@link MatrixExponential}.
     *
     * @throws ShapeException if a is not square
     */
    public static Node matrixExponential(Node a) {
        return new MatrixExponential(a);
    }

    /**
     * A⁻¹ for A = L Lᵀ, given L = {@link #cholesky}(A).
     *
     * @throws ShapeException if l is not square
     */
    public static Node choleskyInverse(Node l) {
        Objects.requireNonNull(l, "l");
        return choleskySolve(l, identity(Matrices.square("choleskyInverse", l)));
    }

    /**
     * The first columns of the product of reflections I − t_k v_k v_kᵀ, where column k of a contains v_k below its diagonal
     * and the element on the diagonal is 1. Computes Q from the result of LAPACK's {@code geqrf}, like {@code orgqr}.
     *
     * @param a of shape (…, m, n) with m ≥ n
     * @param t of shape (…, k) with k ≤ n
     * @throws ShapeException if the shapes do not match
     */
    public static Node householderProduct(Node a, Node t) {
        Objects.requireNonNull(t, "t");
        return Systems.householderProduct(a, t);
    }

    /**
     * The x, with the shape of a's last axes, for which tensorDot(a, x) = b. The first axes of a must be those of b, and
     * have as many elements as the last ones. Equals {@code np.linalg.tensorsolve}.
     *
     * @throws ShapeException if a does not begin with the axes of b, or the elements do not form a square matrix
     */
    public static Node tensorSolve(Node a, Node b) {
        return Systems.tensorSolve(a, b);
    }

    /**
     * The inverse of a as a linear map from its last axes to its first ones, with the last axes in front. Equals {@code
     * np.linalg.tensorinv}.
     *
     * @param axes the number of first axes
     * @throws ShapeException if a does not have more axes, or the elements do not form a square matrix
     */
    public static Node tensorInv(Node a, int axes) {
        return Systems.tensorInv(a, axes);
    }

    private static Node identity(Shape matrices) {
        return Constant.of(Tensor.eye(matrices.size(-1))).broadcastTo(matrices);
    }
}
