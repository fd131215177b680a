package dev.gradus.lower;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.few.FewElements;
import dev.gradus.kernel.loop.FunctionCode;
import dev.gradus.kernel.loop.FusibleOp;
import dev.gradus.kernel.loop.LoopCode;
import dev.gradus.kernel.loop.LoopValue;
import dev.gradus.kernel.move.Broadcast;
import java.util.Optional;

/** Selects one of two elements by a third. */
record SelectKernel(Broadcast broadcast) implements FusibleOp {
    @Override
    public void forward(Kernels kernels, double[][] in, double[] out) {
        broadcast.select(kernels, in[0], in[1], in[2], out, 0, out.length);
    }

    @Override
    public void forward(Kernels kernels, double[][] in, int[] at, int[] step, double[] out, int atOut, int count) {
        kernels.select(in[0], at[0], step[0], in[1], at[1], step[1], in[2], at[2], step[2], out, atOut, count);
    }

    @Override
    public BoundOp bind(Kernels kernels, double[][] in, double[] out) {
        Optional<BoundOp> few = FewElements.select(kernels, broadcast, in, out);
        return few.isPresent() ? few.get() : FusibleOp.super.bind(kernels, in, out);
    }

    @Override
    public LoopValue inLoop(LoopCode code, LoopValue[] operands) {
        return FunctionCode.select(operands[0], operands[1], operands[2]);
    }
}
