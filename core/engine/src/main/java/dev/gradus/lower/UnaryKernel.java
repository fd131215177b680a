package dev.gradus.lower;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.few.FewElements;
import dev.gradus.kernel.loop.FunctionCode;
import dev.gradus.kernel.loop.FusibleOp;
import dev.gradus.kernel.loop.LoopCode;
import dev.gradus.kernel.loop.LoopValue;
import java.util.Optional;

/** Computes a function of each element. */
record UnaryKernel(UnaryFunction function) implements FusibleOp {
    @Override
    public void forward(Kernels kernels, double[][] in, double[] out) {
        kernels.unary(function, in[0], 0, out, 0, out.length);
    }

    @Override
    public void forward(Kernels kernels, double[][] in, int[] at, int[] step, double[] out, int atOut, int count) {
        kernels.unary(function, in[0], at[0], out, atOut, count);
    }

    @Override
    public BoundOp bind(Kernels kernels, double[][] in, double[] out) {
        Optional<BoundOp> few = FewElements.unary(function, in, out);
        return few.isPresent() ? few.get() : FusibleOp.super.bind(kernels, in, out);
    }

    @Override
    public LoopValue inLoop(LoopCode code, LoopValue[] operands) {
        return FunctionCode.of(function, operands[0]);
    }
}
