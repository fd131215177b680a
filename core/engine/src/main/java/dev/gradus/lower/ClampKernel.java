package dev.gradus.lower;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.loop.FunctionCode;
import dev.gradus.kernel.loop.FusibleOp;
import dev.gradus.kernel.loop.LoopCode;
import dev.gradus.kernel.loop.LoopValue;
import dev.gradus.kernel.math.Blocks;
import dev.gradus.kernel.math.Sums;
import dev.gradus.node.Clamp;

/** Computes a clamp as a maximum and a minimum with numbers. */
final class ClampKernel implements FusibleOp {
    private final double[] low;
    private final double[] high;

    ClampKernel(Clamp op) {
        low = new double[] {op.low()};
        high = new double[] {op.high()};
    }

    @Override
    public void forward(Kernels kernels, double[][] in, double[] out) {
        int end;
        for (int from = 0; from < out.length; from = end) {
            end = Blocks.end(from, Sums.BLOCK, out.length);
            clamp(kernels, in[0], from, out, from, end - from);
        }
    }

    @Override
    public void forward(Kernels kernels, double[][] in, int[] at, int[] step, double[] out, int atOut, int count) {
        clamp(kernels, in[0], at[0], out, atOut, count);
    }

    private void clamp(Kernels kernels, double[] x, int atX, double[] out, int at, int count) {
        kernels.binary(BinaryFunction.MAXIMUM, x, atX, 1, low, 0, 0, out, at, count);
        kernels.binary(BinaryFunction.MINIMUM, out, at, 1, high, 0, 0, out, at, count);
    }

    @Override
    public LoopValue inLoop(LoopCode code, LoopValue[] operands) {
        LoopValue raised = FunctionCode.of(BinaryFunction.MAXIMUM, operands[0], code.constant(low[0]));
        return FunctionCode.of(BinaryFunction.MINIMUM, raised, code.constant(high[0]));
    }
}
