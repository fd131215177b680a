package dev.gradus.playground.language;

import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.linalg.Qr;
import dev.gradus.linalg.Svd;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import java.util.List;

/** Products, solvers and factorizations. */
final class MatrixDialect extends Dialect {
    MatrixDialect() {
        family("Matrices");
        two("matMul matmul mm", (a, b) -> Masks.product(a.matMul(b), a, b));
        two("dot", MatrixDialect::product);
        two("torch.cholesky_solve", (b, l) -> LinearAlgebra.choleskySolve(l, b));
        one(
                "trace",
                x -> x.shape().rank() == 2
                        ? LinearAlgebra.trace(x)
                        : Moves.diagonal(x, 0, 0, 1).sum(-1));
        own("gradus.trace np.linalg.trace", "trace");
        node("scipy.linalg.cholesky", "a lower", a -> {
            Node lower = LinearAlgebra.cholesky(a.node("a"));
            return a.truth("lower", false) ? lower : lower.transpose();
        });
        node("cross", "a b axisa axis", a -> {
            refuse(a, "axisa");
            return LinearAlgebra.cross(a.node("a"), a.node("b"), a.whole("axis", -1));
        });
        own("torch.cross x.cross gradus.cross", "cross");
        node("vander", "x N increasing", a -> {
            Node increasing = LinearAlgebra.vander(a.x(), a.whole("N", columns(a)));
            return a.truth("increasing", false) ? increasing : increasing.flip(-1);
        });
        own("gradus.vander torch.linalg.vander", "vandermonde");
        node("tensorDot tensordot", "a b axis", MatrixDialect::tensorDot);
        node(
                "scipy.linalg.solve_triangular",
                "a b trans lower",
                a -> LinearAlgebra.triangularSolve(
                        a.node("a"), a.node("b"), !a.truth("lower", false), a.truth("trans", false), false));
        parts("lstsq", "a b rcond", "solution", a -> {
            refuse(a, "rcond");
            return List.of(LinearAlgebra.lstsq(a.node("a"), a.node("b")));
        });
        own("gradus.lstsq", "leastSquares");
        own("torch.svd gradus.svd", "svd");
        one("torch.logdet", x -> LinearAlgebra.det(x).log());
        node("torch.bilinear", "x y w bias", a -> {
            Node product = LinearAlgebra.bilinear(a.x(), a.node("w"), a.node("y"));
            return a.has("bias") ? product.add(a.node("bias")) : product;
        });
        parts("scipy.linalg.qr", "a mode", "Q R", MatrixDialect::qrOfScipy);
        parts("svd", "a full_matrices", "U S Vh", MatrixDialect::svd);
    }

    private static List<Node> qrOfScipy(WrittenArguments a) {
        Node x = a.node("a");
        if (!isSquare(x) && !(a.has("mode") && a.text("mode").equals("economic"))) {
            throw Problem.at(
                    a.span(), "not a square matrix", "SciPy's qr needs mode='economic' unless the matrix is square.");
        }
        Qr qr = LinearAlgebra.qr(x);
        return List.of(qr.q(), qr.r());
    }

    private static List<Node> svd(WrittenArguments a) {
        Node x = a.node("a");
        if (a.truth("full_matrices", true) && !isSquare(x)) {
            throw Problem.at(
                    a.span(), "not a square matrix", "svd needs full_matrices=False unless the matrix is square.");
        }
        Svd svd = LinearAlgebra.svd(x);
        return List.of(svd.u(), svd.values(), svd.v().transpose());
    }

    private static boolean isSquare(Node x) {
        int rank = x.shape().rank();
        return rank > 1 && x.shape().size(rank - 1) == x.shape().size(rank - 2);
    }

    /** NumPy's dot: a matrix product, unless both are vectors or one is a number; all pairs of matrices if there are several. */
    private static Node product(Node a, Node b) {
        int rank = a.shape().rank();
        int other = b.shape().rank();
        if (rank == 0 || other == 0) {
            return a.multiply(b);
        } else if (other > 2) {
            return LinearAlgebra.tensorDot(a, b, new int[] {rank - 1}, new int[] {other - 2});
        }
        return Masks.product(rank == 1 && other == 1 ? LinearAlgebra.dot(a, b) : a.matMul(b), a, b);
    }

    /** The number of columns that a matrix of powers has if nothing is said. */
    private static int columns(WrittenArguments a) {
        return a.x().shape().elements();
    }

    private static Node tensorDot(WrittenArguments a) {
        if (a.raw("axis") instanceof Value.Items items && items.items().size() == 2) {
            return LinearAlgebra.tensorDot(
                    a.node("a"),
                    a.node("b"),
                    wholes(items.items().get(0), a),
                    wholes(items.items().get(1), a));
        }
        return LinearAlgebra.tensorDot(a.node("a"), a.node("b"), a.whole("axis", 2));
    }

    private static int[] wholes(Value value, WrittenArguments a) {
        List<Value> items = value instanceof Value.Items list ? list.items() : List.of(value);
        return items.stream()
                .mapToInt(item -> {
                    if (item instanceof Value.Scalar number && number.value() == Math.floor(number.value())) {
                        return (int) number.value();
                    }
                    throw Problem.at(a.span(), "wrong axes", "Axes must be whole numbers or tuples of whole numbers.");
                })
                .toArray();
    }
}
