package dev.gradus.lower;

import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
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
import java.util.Arrays;

/** Computes linear algebra, one matrix of the batch at a time. Block sizes are fixed when the op is lowered. */
final class LinalgLowering {
    private LinalgLowering() {}

    static KernelOp cholesky(Cholesky op) {
        int n = op.shape().size(-1);
        BlockedCholesky cholesky = new BlockedCholesky(n);
        KernelOp each = (kernels, in, out) -> {
            for (int at = 0; at < out.length; at += n * n) {
                int stopped = cholesky.factor(kernels, in[0], at, out, at);
                if (stopped >= 0) {
                    throw MatrixValueException.notPositiveDefinite(op, at / (n * n), stopped, cholesky.pivot(stopped));
                }
            }
        };
        return new Blocked(each, cholesky.scratch());
    }

    static KernelOp triangularSolve(TriangularSolve op) {
        int n = op.shape().size(-2);
        int m = op.shape().size(-1);
        int matrices = matrices(op);
        BlockedTriangularSolve solve = new BlockedTriangularSolve(n, m, op.isUpper(), op.isTransposed(), op.isUnit());
        KernelOp each = (kernels, in, out) -> {
            for (int matrix = 0; matrix < matrices; matrix++) {
                int at = matrix * n * m;
                check(op, matrix, solve.solve(kernels, in[0], matrix * n * n, in[1], at, out, at));
            }
        };
        return new Blocked(each, solve.scratch());
    }

    static KernelOp solve(Solve op) {
        int n = op.shape().size(-2);
        int m = op.shape().size(-1);
        int matrices = matrices(op);
        BlockedSolve solve = new BlockedSolve(n, m);
        KernelOp each = (kernels, in, out) -> {
            for (int matrix = 0; matrix < matrices; matrix++) {
                int at = matrix * n * m;
                check(op, matrix, solve.solve(kernels, in[0], matrix * n * n, in[1], at, out, at));
            }
        };
        return new Blocked(each, solve.scratch());
    }

    static KernelOp inverse(Inverse op) {
        int n = op.shape().size(-1);
        int matrices = matrices(op);
        BlockedSolve solve = new BlockedSolve(n, n);
        KernelOp each = (kernels, in, out) -> {
            for (int matrix = 0; matrix < matrices; matrix++) {
                int at = matrix * n * n;
                Arrays.fill(out, at, at + n * n, 0.0);
                for (int i = 0; i < n; i++) {
                    out[at + i * n + i] = 1;
                }
                check(op, matrix, solve.solve(kernels, in[0], at, out, at, out, at));
            }
        };
        return new Blocked(each, solve.scratch());
    }

    static KernelOp determinant(Determinant op) {
        int n = op.input(0).shape().size(-1);
        BlockedLu lu = new BlockedLu(n);
        KernelOp each = (kernels, in, out) -> {
            for (int matrix = 0; matrix < out.length; matrix++) {
                boolean isSingular = lu.factor(kernels, in[0], matrix * n * n) >= 0;
                out[matrix] = Determinant.of(op.part(), lu.factors(), n, isSingular, lu.isOdd());
            }
        };
        return new Blocked(each, lu.scratch());
    }

    private record Blocked(KernelOp op, int... scratch) implements KernelOp {
        @Override
        public void forward(Kernels kernels, double[][] in, double[] out) {
            op.forward(kernels, in, out);
        }
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
