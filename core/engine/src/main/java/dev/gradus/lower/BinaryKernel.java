package dev.gradus.lower;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.few.FewElements;
import dev.gradus.kernel.loop.FunctionCode;
import dev.gradus.kernel.loop.FusibleOp;
import dev.gradus.kernel.loop.LoopCode;
import dev.gradus.kernel.loop.LoopValue;
import dev.gradus.kernel.move.Broadcast;
import java.util.Optional;

/** Computes a function of two elements. */
public record BinaryKernel(BinaryFunction function, Broadcast broadcast) implements FusibleOp {
    @Override
    public void forward(Kernels kernels, double[][] in, double[] out) {
        broadcast.apply(kernels, function, in[0], in[1], out, 0, out.length);
    }

    @Override
    public void forward(Kernels kernels, double[][] in, int[] at, int[] step, double[] out, int atOut, int count) {
        kernels.binary(function, in[0], at[0], step[0], in[1], at[1], step[1], out, atOut, count);
    }

    @Override
    public BoundOp bind(Kernels kernels, double[][] in, double[] out) {
        Optional<BoundOp> few = FewElements.binary(function, kernels, broadcast, in, out);
        return few.isPresent() ? few.get() : FusibleOp.super.bind(kernels, in, out);
    }

    @Override
    public LoopValue inLoop(LoopCode code, LoopValue[] operands) {
        return FunctionCode.of(function, operands[0], operands[1]);
    }
}
