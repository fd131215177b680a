package dev.gradus.vocabulary;

import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.linalg.Lu;
import dev.gradus.linalg.Qr;
import dev.gradus.linalg.Svd;
import dev.gradus.linalg.SymmetricEigen;
import dev.gradus.node.Node;
import java.util.List;

/** Products, solvers and factorizations. */
final class MatrixFunctions extends Family {
    MatrixFunctions() {
        super(
                "Matrices",
                "Sizes are those of (m, k) by (k, n), of one n by n matrix, or m by n; a batch of k takes k times as much. A right-hand side has m columns.");
        two("matMul matmul mm", Node::matMul)
                .cost("mnk")
                .domain("inner sizes agree")
                .torch("matmul");
        two("batchMatMul bmm", Node::batchMatMul)
                .cost("mnk for each of the batch")
                .domain("inner sizes agree")
                .torch("bmm, torch.matmul");
        two("vdot inner", LinearAlgebra::dot)
                .calls("LinearAlgebra.dot(a, b)")
                .domain("vectors")
                .torch("dot")
                .formula("Σ a_i b_i");
        two("outer", LinearAlgebra::outer)
                .cost("mn")
                .domain("vectors")
                .torch("outer")
                .formula("a_i b_j");
        two("kronecker kron", LinearAlgebra::kron)
                .cost("mnpq for (m, n) and (p, q)")
                .torch("kron")
                .formula("blocks a_ij b");
        two("solve", LinearAlgebra::solve)
                .cost("n³/3 + mn²")
                .domain("invertible")
                .torch("linalg.solve");
        two("choleskySolve", LinearAlgebra::choleskySolve)
                .calls("LinearAlgebra.choleskySolve(l, b)")
                .cost("mn²")
                .domain("no 0 on the diagonal")
                .torch("cholesky_solve")
                .formula("(l lᵀ)⁻¹ b");
        two("tensorSolve tensorsolve", LinearAlgebra::tensorSolve)
                .cost("n³/3")
                .domain("not singular")
                .torch("linalg.tensorsolve")
                .formula("x with Σ a x = b");
        two("leastSquares", LinearAlgebra::lstsq)
                .calls("LinearAlgebra.lstsq(a, b)")
                .cost("2 m n²")
                .domain("full rank")
                .torch("linalg.lstsq")
                .formula("the x of the least ‖a x − b‖");
        two("householderProduct householder_product", LinearAlgebra::householderProduct)
                .calls("LinearAlgebra.householderProduct(a, t)")
                .cost("m n k")
                .domain("m ≥ n ≥ k")
                .torch("linalg.householder_product")
                .formula("Π (I − t_k v_k v_kᵀ)");
        one("inverse inv", LinearAlgebra::inv)
                .calls("LinearAlgebra.inv(a)")
                .cost("n³")
                .domain("invertible")
                .torch("linalg.inv");
        one("choleskyInverse cholesky_inverse", LinearAlgebra::choleskyInverse)
                .calls("LinearAlgebra.choleskyInverse(l)")
                .cost("n³")
                .domain("no 0 on the diagonal")
                .torch("cholesky_inverse")
                .formula("(l lᵀ)⁻¹");
        one("pseudoInverse pinv", LinearAlgebra::pinv)
                .calls("LinearAlgebra.pinv(a)")
                .cost("2 m n²")
                .domain("full rank")
                .torch("linalg.pinv")
                .formula("(aᵀa)⁻¹aᵀ, or aᵀ(aaᵀ)⁻¹");
        one("determinant det", LinearAlgebra::det)
                .calls("LinearAlgebra.det(a)")
                .cost("n³/3")
                .domain("all; gradients where it is not 0")
                .torch("linalg.det");
        one("logDeterminant logdet", LinearAlgebra::logDeterminant)
                .calls("LinearAlgebra.logDeterminant(a)")
                .cost("n³/3")
                .domain("invertible")
                .torch("linalg.slogdet");
        one("signOfDeterminant signdet", LinearAlgebra::signOfDeterminant)
                .calls("LinearAlgebra.signOfDeterminant(a)")
                .cost("n³/3")
                .piecewiseConstant("jumps at 0: 0")
                .torch("linalg.slogdet");
        one("matrixExponential expm matrix_exp", LinearAlgebra::matrixExponential)
                .calls("LinearAlgebra.matrixExponential(a)")
                .cost("n³ (10 + log₂ ‖a‖)")
                .domain("finite")
                .torch("linalg.matrix_exp");
        one("trace", LinearAlgebra::trace)
                .calls("LinearAlgebra.trace(a)")
                .torch("trace")
                .formula("Σ a_ii");
        one("cholesky", LinearAlgebra::cholesky)
                .calls("LinearAlgebra.cholesky(a)")
                .cost("n³/6")
                .domain("positive definite")
                .torch("linalg.cholesky (of the symmetric part)");
        one("symmetricEigenvalues eigvalsh", LinearAlgebra::eigvalsh)
                .calls("LinearAlgebra.eigvalsh(a)")
                .cost("some 2 n³")
                .kinks("equal values: order")
                .torch("linalg.eigvalsh (of the symmetric part)");
        one("singularValues svdvals", LinearAlgebra::svdvals)
                .calls("LinearAlgebra.svdvals(a)")
                .cost("some 10 mn²")
                .kinks("equal values: order")
                .torch("linalg.svdvals");
        one("nuclearNorm", LinearAlgebra::nuclearNorm)
                .calls("LinearAlgebra.nuclearNorm(a)")
                .cost("some 10 m n²")
                .kinks("a singular value 0")
                .torch("linalg.matrix_norm (nuc)")
                .formula("Σ s");
        one("spectralNorm", LinearAlgebra::spectralNorm)
                .calls("LinearAlgebra.spectralNorm(a)")
                .cost("some 10 m n²")
                .domain("at least one element")
                .kinks("equal greatest values")
                .torch("linalg.matrix_norm (2)")
                .formula("max s");
        one("conditionNumber cond", LinearAlgebra::cond)
                .calls("LinearAlgebra.cond(a)")
                .cost("some 10 m n²")
                .domain("not singular")
                .kinks("equal greatest or least values")
                .torch("linalg.cond")
                .formula("max s / min s");
        node("cross", "a b axis", a -> LinearAlgebra.cross(a.node("a"), a.node("b"), a.whole("axis", -1)))
                .calls("LinearAlgebra.cross(a, b, axis)")
                .domain("3 elements along the axis")
                .torch("linalg.cross")
                .formula("a × b");
        node(
                        "vandermonde",
                        "x N",
                        a -> LinearAlgebra.vander(
                                a.x(), a.whole("N", a.x().shape().elements())))
                .calls("LinearAlgebra.vander(x, columns)")
                .cost("n columns")
                .torch("linalg.vander")
                .formula("x_iʲ");
        node("multiDot multi_dot", "parts*", a -> LinearAlgebra.multiDot(a.nodeArray("parts")))
                .calls("LinearAlgebra.multiDot(matrices)")
                .cost("that of the cheapest order")
                .domain("inner sizes agree")
                .torch("linalg.multi_dot")
                .formula("a @ b @ c …");
        node(
                        "tensorDot tensordot",
                        "a b axis",
                        a -> LinearAlgebra.tensorDot(a.node("a"), a.node("b"), a.whole("axis", 2)))
                .calls("LinearAlgebra.tensorDot(a, b, axes)")
                .cost("mnk")
                .domain("inner sizes agree")
                .torch("tensordot")
                .formula("Σ over the last axes of a and the first of b");
        node("einsum", "formula operands*", a -> LinearAlgebra.einsum(a.text("formula"), a.nodeArray("operands")))
                .calls("LinearAlgebra.einsum(formula, operands)")
                .cost("that of the cheapest products, two at a time")
                .domain("sizes of a letter agree")
                .torch("einsum")
                .formula("Σ over letters");
        node("bilinear", "x w y", a -> LinearAlgebra.bilinear(a.x(), a.node("w"), a.node("y")))
                .cost("knm for each of the batch")
                .domain("sizes agree")
                .torch("nn.functional.bilinear")
                .formula("xᵀ w_k y");
        node(
                        "triangularSolve solve_triangular",
                        "a b upper",
                        a -> LinearAlgebra.triangularSolve(a.node("a"), a.node("b"), a.truth("upper", false)))
                .calls("LinearAlgebra.triangularSolve(a, b, upper)")
                .cost("mn²/2")
                .domain("no 0 on the diagonal")
                .torch("linalg.solve_triangular");
        node("tensorInverse tensorinv", "a axis", a -> LinearAlgebra.tensorInv(a.node("a"), a.axis()))
                .calls("LinearAlgebra.tensorInv(a, axes)")
                .cost("n³")
                .domain("not singular")
                .torch("linalg.tensorinv")
                .formula("the inverse of a linear map of tensors");
        node("matrixPower matrix_power", "a exponent", a -> LinearAlgebra.matrixPower(a.node("a"), a.whole("exponent")))
                .calls("LinearAlgebra.matrixPower(a, exponent)")
                .cost("n³ log exponent")
                .domain("invertible for negative ones")
                .torch("linalg.matrix_power")
                .formula("aᵖ");
        parts("lu", "a", "P L U", a -> {
                    Lu lu = LinearAlgebra.lu(a.node("a"));
                    return List.of(lu.p(), lu.l(), lu.u());
                })
                .cost("n³/3")
                .domain("invertible")
                .kinks("equal magnitudes of pivots")
                .torch("linalg.lu")
                .formula("a = p l u");
        parts("qr", "a", "Q R", a -> {
                    Qr qr = LinearAlgebra.qr(a.node("a"));
                    return List.of(qr.q(), qr.r());
                })
                .cost("mn²")
                .domain("full rank for gradients")
                .torch("linalg.qr (up to signs)")
                .formula("a = q r");
        parts("svd", "a", "U S V", a -> {
                    Svd svd = LinearAlgebra.svd(a.node("a"));
                    return List.of(svd.u(), svd.values(), svd.v());
                })
                .cost("some 20 mn²")
                .domain("all; for gradients by vectors, distinct values, none 0")
                .kinks("equal values")
                .torch("linalg.svd (up to signs)")
                .formula("a = u diag(s) vᵀ");
        parts("symmetricEigen eigh", "a", "eigenvalues eigenvectors", a -> {
                    SymmetricEigen eigen = LinearAlgebra.eigh(a.node("a"));
                    return List.of(eigen.values(), eigen.vectors());
                })
                .cost("some 10 n³")
                .domain("all; for gradients by vectors, distinct values")
                .kinks("equal values")
                .torch("linalg.eigh (of the symmetric part, up to signs)")
                .formula("a = v diag(λ) vᵀ");
    }
}
