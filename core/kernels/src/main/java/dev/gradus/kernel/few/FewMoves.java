package dev.gradus.kernel.few;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnrolledCode;
import java.util.Optional;

/** Copies a few elements to fixed positions and sets all others to 0. */
public final class FewMoves extends BoundOp {
    private final KernelOp move;
    private final Kernels kernels;
    private final double[][] in;
    private final double[] out;

    private FewMoves(KernelOp move, Kernels kernels, double[][] in, double[] out) {
        this.move = move;
        this.kernels = kernels;
        this.in = in;
        this.out = out;
    }

    /** Binds an op that moves elements without regard to their values, if it has few. */
    public static Optional<BoundOp> of(KernelOp move, Kernels kernels, double[][] in, double[] out) {
        boolean areFew = out.length < Kernels.FEWEST_FOR_VECTORS;
        for (double[] operand : in) {
            areFew &= operand.length < Kernels.FEWEST_FOR_VECTORS;
        }
        return areFew ? Optional.of(new FewMoves(move, kernels, in, out)) : Optional.empty();
    }

    /** Moves the elements' numbers, which shows where each element comes from. */
    @Override
    public boolean unroll(UnrolledCode code) {
        double[][] numbers = new double[in.length][];
        for (int operand = 0; operand < in.length; operand++) {
            numbers[operand] = new double[in[operand].length];
            for (int i = 0; i < numbers[operand].length; i++) {
                numbers[operand][i] = 1 + operand * Kernels.FEWEST_FOR_VECTORS + i;
            }
        }
        double[] moved = new double[out.length];
        move.forward(kernels, numbers, moved);
        for (int i = 0; i < out.length; i++) {
            int from = (int) moved[i] - 1;
            if (from < 0) {
                code.push(0);
            } else {
                code.load(in[from / Kernels.FEWEST_FOR_VECTORS], from % Kernels.FEWEST_FOR_VECTORS);
            }
            code.store(out, i);
        }
        return true;
    }

    @Override
    public void run() {
        move.forward(kernels, in, out);
    }
}
