package dev.gradus.playground.build.browser;

import dev.gradus.kernel.KernelOp;
import dev.gradus.node.Op;

/** How a user's op is computed in a browser, where nothing can be asked about its class: as it says. */
public final class OpByFormula {
    private OpByFormula() {}

    /** As the engine's method of this name, by {@link Op#compute} alone. */
    public static KernelOp of(Op op) {
        return (kernels, in, out) -> op.compute(in, out);
    }
}
