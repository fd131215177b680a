package dev.gradus.linalg;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/** Broadcasts the operands of systems of equations to batches of the same sizes. */
final class Systems {
    private Systems() {}

    static Node solve(String op, Node a, Node b, BinaryOperator<Node> solver) {
        Shape matrix = Matrices.square(op, a);
        Objects.requireNonNull(b, "b");
        if (b.shape().rank() == 1) {
            Node columns = solve(op, a, Matrices.asColumns(b), solver);
            return columns.reshape(Matrices.withBatch(columns.shape(), matrix.size(-1)));
        }
        if (b.shape().isScalar()) {
            throw new ShapeException(
                    op + ": " + b.describe() + " has rank 0, but a right-hand side must have at least rank 1");
        }
        Shape left = Matrices.batch(matrix);
        Shape right = Matrices.batch(b.shape());
        if (left.equals(right)) {
            return solver.apply(a, b);
        }
        int[] batch = new int[Math.max(left.rank(), right.rank())];
        for (int axis = 1; axis <= batch.length; axis++) {
            int ofA = axis > left.rank() ? 1 : left.size(-axis);
            int ofB = axis > right.rank() ? 1 : right.size(-axis);
            if (ofA != ofB && ofA != 1 && ofB != 1) {
                throw new ShapeException(op + ": the batches of " + a.describe() + " and " + b.describe()
                        + " do not broadcast: " + ofA + " ≠ " + ofB);
            }
            batch[batch.length - axis] = ofA == 1 ? ofB : ofA;
        }
        return solver.apply(grown(a, batch), grown(b, batch));
    }

    private static Node grown(Node matrices, int[] batch) {
        int[] sizes = Arrays.copyOf(batch, batch.length + 2);
        sizes[batch.length] = matrices.shape().size(-2);
        sizes[batch.length + 1] = matrices.shape().size(-1);
        return matrices.broadcastTo(Shape.of(sizes));
    }

    static Node power(Node a, int exponent) {
        Shape shape = Matrices.square("matrixPower", a);
        if (exponent < 0) {
            return power(new Inverse(a), Math.negateExact(exponent));
        }
        if (exponent == 0) {
            return Constant.of(Tensor.eye(shape.size(-1))).broadcastTo(shape);
        }
        if (exponent == 1) {
            return a;
        }
        Node half = power(a, exponent / 2);
        Node square = half.matMul(half);
        return exponent % 2 == 0 ? square : square.matMul(a);
    }

    /** Applies the reflections to the first columns of the identity, the last reflection first. */
    static Node householderProduct(Node a, Node t) {
        Shape shape = Matrices.matrices("householderProduct", a);
        int rows = shape.size(-2), columns = shape.size(-1);
        int count = t.shape().isScalar() ? 0 : t.shape().size(-1);
        if (rows < columns || count > columns || !t.shape().equals(Matrices.withBatch(shape, count))) {
            throw new ShapeException(
                    "householderProduct: " + a.describe() + " must have at least as many rows as columns, and "
                            + t.describe() + " a factor for each of its first columns");
        }
        Node vectors = Matrices.lowerWithUnitDiagonal(a);
        Node product = Constant.of(Tensor.generate(Shape.of(rows, columns), i -> i / columns == i % columns ? 1 : 0))
                .broadcastTo(shape);
        for (int k = count - 1; k >= 0; k--) {
            Node v = vectors.slice(-1, k, k + 1);
            Node factor = Matrices.asMatrices(t.select(-1, k));
            Node along = Matrices.transposed(v).matMul(product);
            product = product.subtract(v.matMul(along).multiply(factor));
        }
        return product;
    }

    static Node tensorSolve(Node a, Node b) {
        Objects.requireNonNull(b, "b");
        int[] rest = otherAxes("tensorSolve", a, b.shape().rank());
        int n = b.shape().elements();
        return LinearAlgebra.solve(a.reshape(n, a.shape().elements() / Math.max(n, 1)), b.reshape(n))
                .reshape(rest);
    }

    static Node tensorInv(Node a, int axes) {
        int[] rest = otherAxes("tensorInv", a, axes);
        int[] first = Arrays.copyOf(a.shape().sizes(), axes);
        int n = Arrays.stream(first).reduce(1, (product, size) -> product * size);
        int[] result =
                IntStream.concat(Arrays.stream(rest), Arrays.stream(first)).toArray();
        return new Inverse(a.reshape(n, a.shape().elements() / Math.max(n, 1))).reshape(result);
    }

    /** Returns the sizes of the axes after the first ones, if both have the same number of elements. */
    private static int[] otherAxes(String function, Node a, int axes) {
        Objects.requireNonNull(a, "a");
        int[] sizes = a.shape().sizes();
        if (axes < 0 || axes > sizes.length) {
            throw new ShapeException(function + ": " + a.describe() + " does not have " + axes + " axes");
        }
        int[] rest = Arrays.copyOfRange(sizes, axes, sizes.length);
        int rows = Arrays.stream(sizes, 0, axes).reduce(1, (product, size) -> product * size);
        int columns = Arrays.stream(rest).reduce(1, (product, size) -> product * size);
        if (rows != columns) {
            throw new ShapeException(function + ": the first " + axes + " axes of " + a.describe() + " have " + rows
                    + " elements and the others " + columns + ", which do not form a square matrix");
        }
        return rest;
    }

    static Node pseudoInverse(Node a) {
        Shape shape = Matrices.matrices("pinv", a);
        if (shape.size(-2) < shape.size(-1)) {
            return Matrices.transposed(pseudoInverse(Matrices.transposed(a)));
        }
        Qr qr = new Qr(a);
        return LinearAlgebra.triangularSolve(qr.r(), Matrices.transposed(qr.q()), true);
    }

    /** Computes R⁻¹ (Qᵀ B) for A = Q R, or Q (R⁻ᵀ B) for Aᵀ = Q R if there are more columns than rows. */
    static Node leastSquares(Node a, Node b) {
        Shape shape = Matrices.matrices("lstsq", a);
        int rows = shape.size(-2), columns = shape.size(-1);
        if (b.shape().rank() == 1) {
            Node solution = leastSquares(a, Matrices.asColumns(b));
            return solution.reshape(Matrices.withBatch(solution.shape(), columns));
        }
        if (b.shape().isScalar() || b.shape().size(-2) != rows) {
            throw new ShapeException("lstsq: " + b.describe() + " must have the " + rows + " rows of " + a.describe());
        }
        if (rows < columns) {
            Qr qr = new Qr(Matrices.transposed(a));
            return qr.q().matMul(LinearAlgebra.triangularSolve(qr.r(), b, true, true, false));
        }
        Qr qr = new Qr(a);
        return LinearAlgebra.triangularSolve(qr.r(), Matrices.transposed(qr.q()).matMul(b), true);
    }
}
