package dev.gradus.playground.language;

import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.linalg.Lu;
import dev.gradus.linalg.Qr;
import dev.gradus.linalg.Svd;
import dev.gradus.linalg.SymmetricEigen;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Products, solvers and factorizations. */
final class LinearAlgebraTable extends FunctionTable {
    LinearAlgebraTable() {
        two("matMul matmul mm", (a, b) -> Masks.product(a.matMul(b), a, b));
        two("batchMatMul bmm", Node::batchMatMul);
        two("dot", LinearAlgebraTable::product);
        two("vdot inner", LinearAlgebra::dot);
        two("outer", LinearAlgebra::outer);
        two("kronecker kron", LinearAlgebra::kron);
        two("solve", LinearAlgebra::solve);
        two("choleskySolve", LinearAlgebra::choleskySolve);
        two("torch.cholesky_solve", (b, l) -> LinearAlgebra.choleskySolve(l, b));
        two("tensorSolve tensorsolve", LinearAlgebra::tensorSolve);
        two("leastSquares gradus.lstsq", LinearAlgebra::lstsq);
        two("householderProduct householder_product", LinearAlgebra::householderProduct);
        one("inverse inv", LinearAlgebra::inv);
        one("choleskyInverse cholesky_inverse", LinearAlgebra::choleskyInverse);
        one("pseudoInverse pinv", LinearAlgebra::pinv);
        one("determinant det", LinearAlgebra::det);
        one("logDeterminant logdet", LinearAlgebra::logDeterminant);
        one("signOfDeterminant signdet", LinearAlgebra::signOfDeterminant);
        one("matrixExponential expm matrix_exp", LinearAlgebra::matrixExponential);
        one(
                "trace",
                x -> x.shape().rank() == 2
                        ? LinearAlgebra.trace(x)
                        : Moves.diagonal(x, 0, 0, 1).sum(-1));
        one("gradus.trace np.linalg.trace", LinearAlgebra::trace);
        one("cholesky", LinearAlgebra::cholesky);
        node("scipy.linalg.cholesky", "a lower", a -> {
            Node lower = LinearAlgebra.cholesky(a.node("a"));
            return a.truth("lower", false) ? lower : lower.transpose();
        });
        one("symmetricEigenvalues eigvalsh", LinearAlgebra::eigvalsh);
        one("singularValues svdvals", LinearAlgebra::svdvals);
        one("nuclearNorm", LinearAlgebra::nuclearNorm);
        one("spectralNorm", LinearAlgebra::spectralNorm);
        one("conditionNumber cond", LinearAlgebra::cond);
        withFurtherArguments();
        factorizations();
    }

    private void withFurtherArguments() {
        node("cross", "a b axisa axis", a -> {
            refuse(a, "axisa");
            return LinearAlgebra.cross(a.node("a"), a.node("b"), a.whole("axis", -1));
        });
        node(
                "torch.cross x.cross gradus.cross",
                "a b axis",
                a -> LinearAlgebra.cross(a.node("a"), a.node("b"), a.whole("axis", -1)));
        node("vander", "x N increasing", a -> {
            Node increasing = LinearAlgebra.vander(a.x(), a.whole("N", columns(a)));
            return a.truth("increasing", false) ? increasing : increasing.flip(-1);
        });
        node(
                "vandermonde gradus.vander torch.linalg.vander",
                "x N",
                a -> LinearAlgebra.vander(a.x(), a.whole("N", columns(a))));
        node(
                "multiDot multi_dot",
                "parts*",
                a -> LinearAlgebra.multiDot(a.parts().toArray(Node[]::new)));
        node("tensorDot tensordot", "a b axis", LinearAlgebraTable::tensorDot);
        node("einsum", "formula operands*", a -> LinearAlgebra.einsum(a.text("formula"), a.nodeArray("operands")));
        node("bilinear", "x w y", a -> LinearAlgebra.bilinear(a.x(), a.node("w"), a.node("y")));
        node(
                "triangularSolve solve_triangular",
                "a b upper",
                a -> LinearAlgebra.triangularSolve(a.node("a"), a.node("b"), a.truth("upper", false)));
        node(
                "scipy.linalg.solve_triangular",
                "a b trans lower",
                a -> LinearAlgebra.triangularSolve(
                        a.node("a"), a.node("b"), !a.truth("lower", false), a.truth("trans", false), false));
        node("tensorInverse tensorinv", "a axis", a -> LinearAlgebra.tensorInv(a.node("a"), a.axis()));
        node(
                "matrixPower matrix_power",
                "a exponent",
                a -> LinearAlgebra.matrixPower(a.node("a"), a.whole("exponent")));
    }

    private void factorizations() {
        several("lu", "a", a -> {
            Lu lu = LinearAlgebra.lu(a.node("a"));
            return results("P", lu.p(), "L", lu.l(), "U", lu.u());
        });
        several("qr", "a", a -> {
            Qr qr = LinearAlgebra.qr(a.node("a"));
            return results("Q", qr.q(), "R", qr.r());
        });
        several("lstsq", "a b rcond", a -> {
            refuse(a, "rcond");
            return results("solution", LinearAlgebra.lstsq(a.node("a"), a.node("b")));
        });
        several("svd", "a full_matrices", a -> {
            Node x = a.node("a");
            boolean isSquare = x.shape().rank() > 1
                    && x.shape().size(x.shape().rank() - 1)
                            == x.shape().size(x.shape().rank() - 2);
            if (a.truth("full_matrices", true) && !isSquare) {
                throw Problem.at(
                        a.span(), "not a square matrix", "svd needs full_matrices=False unless the matrix is square.");
            }
            Svd svd = LinearAlgebra.svd(x);
            return results("U", svd.u(), "S", svd.values(), "Vh", svd.v().transpose());
        });
        several("symmetricEigen eigh", "a", a -> {
            SymmetricEigen eigen = LinearAlgebra.eigh(a.node("a"));
            return results("eigenvalues", eigen.values(), "eigenvectors", eigen.vectors());
        });
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
    private static int columns(Arguments a) {
        return a.x().shape().elements();
    }

    private static Node tensorDot(Arguments a) {
        if (a.raw("axis") instanceof Value.Items items && items.items().size() == 2) {
            return LinearAlgebra.tensorDot(
                    a.node("a"),
                    a.node("b"),
                    wholes(items.items().get(0), a),
                    wholes(items.items().get(1), a));
        }
        return LinearAlgebra.tensorDot(a.node("a"), a.node("b"), a.whole("axis", 2));
    }

    private static int[] wholes(Value value, Arguments a) {
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

    private void several(String names, String parameters, Function<Arguments, Map<String, Node>> make) {
        add(names, parameters, a -> new Value.Several(make.apply(a)));
    }

    /** The results of a factorization by name, in order. */
    private static Map<String, Node> results(Object... namesAndNodes) {
        Map<String, Node> byName = new LinkedHashMap<>();
        for (int i = 0; i < namesAndNodes.length; i += 2) {
            byName.put((String) namesAndNodes[i], (Node) namesAndNodes[i + 1]);
        }
        return byName;
    }
}
