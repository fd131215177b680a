package dev.gradus.lower;

import dev.gradus.kernel.Broadcast;
import dev.gradus.kernel.FusibleOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.LoopCode;
import dev.gradus.kernel.Term;

/** One of two elements, chosen by a third. */
record SelectLoop(Broadcast broadcast) implements FusibleOp {
    @Override
    public void forward(Kernels kernels, double[][] in, double[] out) {
        broadcast.select(kernels, in[0], in[1], in[2], out, 0, out.length);
    }

    @Override
    public void forward(Kernels kernels, double[][] in, int[] at, int[] step, double[] out, int atOut, int count) {
        kernels.select(in[0], at[0], step[0], in[1], at[1], step[1], in[2], at[2], step[2], out, atOut, count);
    }

    @Override
    public Term inLoop(LoopCode code, Term[] operands) {
        return code.select(operands[0], operands[1], operands[2]);
    }
}
