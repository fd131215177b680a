package dev.gradus.lower;

import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.factor.BlockedCholesky;
import dev.gradus.kernel.factor.BlockedLu;
import dev.gradus.kernel.factor.BlockedSolve;
import dev.gradus.kernel.factor.BlockedTriangularSolve;
import dev.gradus.linalg.Cholesky;
import dev.gradus.linalg.Determinant;
import dev.gradus.linalg.Inverse;
import dev.gradus.linalg.MatrixValueException;
import dev.gradus.linalg.Solve;
import dev.gradus.linalg.TriangularSolve;
import dev.gradus.node.Op;

/** Linear algebra, one matrix of the batch after the other; blocks are worked out once. */
final class LinalgLowering {
    private LinalgLowering() {}

    static KernelOp cholesky(Cholesky op) {
        int n = op.shape().size(-1);
        BlockedCholesky cholesky = new BlockedCholesky(n);
        return (kernels, in, out) -> {
            for (int at = 0; at < out.length; at += n * n) {
                int stopped = cholesky.factor(kernels, in[0], at, out, at);
                if (stopped >= 0) {
                    throw MatrixValueException.notPositiveDefinite(op, at / (n * n), stopped, cholesky.pivot(stopped));
                }
            }
        };
    }

    static KernelOp triangularSolve(TriangularSolve op) {
        int n = op.shape().size(-2);
        int m = op.shape().size(-1);
        int matrices = matrices(op);
        BlockedTriangularSolve solve = new BlockedTriangularSolve(n, m, op.isUpper(), op.isTransposed(), op.isUnit());
        return (kernels, in, out) -> {
            for (int matrix = 0; matrix < matrices; matrix++) {
                int at = matrix * n * m;
                check(op, matrix, solve.solve(kernels, in[0], matrix * n * n, in[1], at, out, at));
            }
        };
    }

    static KernelOp solve(Solve op) {
        int n = op.shape().size(-2);
        int m = op.shape().size(-1);
        int matrices = matrices(op);
        BlockedSolve solve = new BlockedSolve(n, m);
        return (kernels, in, out) -> {
            for (int matrix = 0; matrix < matrices; matrix++) {
                int at = matrix * n * m;
                check(op, matrix, solve.solve(kernels, in[0], matrix * n * n, in[1], at, out, at));
            }
        };
    }

    static KernelOp inverse(Inverse op) {
        int n = op.shape().size(-1);
        int matrices = matrices(op);
        double[] identity = Inverse.identity(n);
        BlockedSolve solve = new BlockedSolve(n, n);
        return (kernels, in, out) -> {
            for (int matrix = 0; matrix < matrices; matrix++) {
                int at = matrix * n * n;
                check(op, matrix, solve.solve(kernels, in[0], at, identity, 0, out, at));
            }
        };
    }

    static KernelOp determinant(Determinant op) {
        int n = op.input(0).shape().size(-1);
        BlockedLu lu = new BlockedLu(n);
        return (kernels, in, out) -> {
            for (int matrix = 0; matrix < out.length; matrix++) {
                boolean isSingular = lu.factor(kernels, in[0], matrix * n * n) >= 0;
                out[matrix] = Determinant.of(op.part(), lu.factors(), n, isSingular, lu.isOdd());
            }
        };
    }

    private static int matrices(Op op) {
        int n = op.input(0).shape().size(-1);
        return n == 0 ? 0 : op.input(0).shape().elements() / (n * n);
    }

    private static void check(Op op, int matrix, int stopped) {
        if (stopped >= 0) {
            throw MatrixValueException.singular(op, matrix, stopped);
        }
    }
}
