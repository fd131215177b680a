package dev.gradus.lower;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.few.FewMoves;
import java.util.Optional;

/** An op that moves elements without regard to their values. */
@FunctionalInterface
interface Move extends KernelOp {
    @Override
    default BoundOp bind(Kernels kernels, double[][] in, double[] out) {
        Optional<BoundOp> few = FewMoves.of(this, kernels, in, out);
        return few.isPresent() ? few.get() : KernelOp.super.bind(kernels, in, out);
    }
}
