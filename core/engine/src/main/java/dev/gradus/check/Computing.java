package dev.gradus.check;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.lower.Lowering;
import dev.gradus.node.Op;

/** Computes the ops of one check with the fastest kernels, which share their scratch memory. */
final class Computing {
    private final Kernels kernels = AvailableKernels.chosen();

    /** Binds the op to these arrays. The result can be run any number of times. */
    BoundOp bind(Op op, double[][] in, double[] out) {
        return Lowering.of(op).bind(kernels, in, out);
    }

    double[] value(Op op, double[][] in) {
        double[] out = new double[op.shape().elements()];
        bind(op, in, out).run();
        return out;
    }
}
