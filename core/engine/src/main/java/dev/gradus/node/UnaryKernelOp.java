package dev.gradus.node;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.FusibleOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.LoopCode;
import dev.gradus.kernel.Term;
import dev.gradus.kernel.UnaryFunction;
import java.util.Optional;

/** A function of each element that the kernels have a loop for. */
abstract class UnaryKernelOp extends UnaryOp implements FusibleOp {
    private final UnaryFunction function;

    UnaryKernelOp(Node x, UnaryFunction function) {
        super(x);
        this.function = function;
    }

    @Override
    public final void forward(double[][] in, double[] out) {
        forward(Kernels.chosen(), in, out);
    }

    @Override
    public final void forward(Kernels kernels, double[][] in, double[] out) {
        kernels.unary(function, in[0], 0, out, 0, out.length);
    }

    @Override
    public final BoundOp bind(Kernels kernels, double[][] in, double[] out) {
        Optional<BoundOp> few = BoundOp.few(function, in[0], out);
        return few.isPresent() ? few.get() : FusibleOp.super.bind(kernels, in, out);
    }

    @Override
    public final void forward(
            Kernels kernels, double[][] in, int[] at, int[] step, double[] out, int atOut, int count) {
        kernels.unary(function, in[0], at[0], out, atOut, count);
    }

    @Override
    public final Term inLoop(LoopCode code, Term[] operands) {
        return code.unary(function, operands[0]);
    }
}
