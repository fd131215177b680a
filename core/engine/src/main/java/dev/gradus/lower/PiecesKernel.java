package dev.gradus.lower;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MovingOp;
import dev.gradus.kernel.few.FewMoves;
import dev.gradus.kernel.move.Pieces;
import java.util.Optional;

/** Copies contiguous pieces of operands. */
public record PiecesKernel(Pieces pieces) implements MovingOp {
    private static final int[] FROM_0 = {};

    @Override
    public void copy(double[][] in, double[] out, int at, int from, int to) {
        pieces.copy(in, FROM_0, out, at, from, to);
    }

    @Override
    public int reach(int operand) {
        return pieces.reach(operand);
    }

    @Override
    public void copy(double[][] in, int[] starts, double[] out, int at, int from, int to) {
        pieces.copy(in, starts, out, at, from, to);
    }

    @Override
    public BoundOp bind(Kernels kernels, double[][] in, double[] out) {
        Optional<BoundOp> few = FewMoves.of(this, kernels, in, out);
        return few.isPresent() ? few.get() : MovingOp.super.bind(kernels, in, out);
    }
}
