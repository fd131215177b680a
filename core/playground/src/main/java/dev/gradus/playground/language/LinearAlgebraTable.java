package dev.gradus.playground.language;

import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.linalg.Lu;
import dev.gradus.linalg.Qr;
import dev.gradus.linalg.Svd;
import dev.gradus.linalg.SymmetricEigen;
import dev.gradus.node.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Products, solvers and factorizations. */
final class LinearAlgebraTable extends FunctionTable {
    LinearAlgebraTable() {
        two("matMul matmul mm", Node::matMul);
        two("batchMatMul bmm", Node::batchMatMul);
        two("dot", LinearAlgebraTable::product);
        two("vdot inner", LinearAlgebra::dot);
        two("outer", LinearAlgebra::outer);
        two("kronecker kron", LinearAlgebra::kron);
        two("solve", LinearAlgebra::solve);
        two("choleskySolve", LinearAlgebra::choleskySolve);
        two("torch.cholesky_solve", (b, l) -> LinearAlgebra.choleskySolve(l, b));
        two("tensorSolve tensorsolve", LinearAlgebra::tensorSolve);
        two("leastSquares lstsq", LinearAlgebra::lstsq);
        two("householderProduct householder_product", LinearAlgebra::householderProduct);
        one("inverse inv", LinearAlgebra::inv);
        one("choleskyInverse cholesky_inverse", LinearAlgebra::choleskyInverse);
        one("pseudoInverse pinv", LinearAlgebra::pinv);
        one("determinant det", LinearAlgebra::det);
        one("logDeterminant logdet", LinearAlgebra::logDeterminant);
        one("signOfDeterminant signdet", LinearAlgebra::signOfDeterminant);
        one("matrixExponential expm matrix_exp", LinearAlgebra::matrixExponential);
        one("trace", LinearAlgebra::trace);
        one("cholesky", LinearAlgebra::cholesky);
        one("symmetricEigenvalues eigvalsh", LinearAlgebra::eigvalsh);
        one("singularValues svdvals", LinearAlgebra::svdvals);
        one("nuclearNorm", LinearAlgebra::nuclearNorm);
        one("spectralNorm", LinearAlgebra::spectralNorm);
        one("conditionNumber cond", LinearAlgebra::cond);
        node("cross", "a b axis", a -> LinearAlgebra.cross(a.node("a"), a.node("b"), a.whole("axis", -1)));
        node("vandermonde vander", "x columns", a -> LinearAlgebra.vander(a.x(), a.whole("columns")));
        node("multiDot multi_dot", "matrices*", a -> LinearAlgebra.multiDot(a.nodeArray("matrices")));
        node("tensorDot tensordot", "a b axis", LinearAlgebraTable::tensorDot);
        node("einsum", "formula operands*", a -> LinearAlgebra.einsum(a.text("formula"), a.nodeArray("operands")));
        node("bilinear", "x w y", a -> LinearAlgebra.bilinear(a.x(), a.node("w"), a.node("y")));
        node(
                "triangularSolve solve_triangular",
                "a b upper",
                a -> LinearAlgebra.triangularSolve(a.node("a"), a.node("b"), a.truth("upper", false)));
        node("tensorInverse tensorinv", "a axis", a -> LinearAlgebra.tensorInv(a.node("a"), a.axis()));
        node(
                "matrixPower matrix_power",
                "a exponent",
                a -> LinearAlgebra.matrixPower(a.node("a"), a.whole("exponent")));
        several("lu", a -> {
            Lu lu = LinearAlgebra.lu(a.node("a"));
            return results("P", lu.p(), "L", lu.l(), "U", lu.u());
        });
        several("qr", a -> {
            Qr qr = LinearAlgebra.qr(a.node("a"));
            return results("Q", qr.q(), "R", qr.r());
        });
        several("svd", a -> {
            Svd svd = LinearAlgebra.svd(a.node("a"));
            return results("U", svd.u(), "S", svd.values(), "Vh", svd.v().transpose());
        });
        several("symmetricEigen eigh", a -> {
            SymmetricEigen eigen = LinearAlgebra.eigh(a.node("a"));
            return results("eigenvalues", eigen.values(), "eigenvectors", eigen.vectors());
        });
    }

    /** NumPy's dot: a matrix product, unless both are vectors or one is a number. */
    private static Node product(Node a, Node b) {
        int rank = Math.min(a.shape().rank(), b.shape().rank());
        boolean areVectors = a.shape().rank() == 1 && b.shape().rank() == 1;
        return rank == 0 ? a.multiply(b) : areVectors ? LinearAlgebra.dot(a, b) : a.matMul(b);
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

    private void several(String names, Function<Arguments, Map<String, Node>> make) {
        add(names, "a", a -> new Value.Several(make.apply(a)));
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
