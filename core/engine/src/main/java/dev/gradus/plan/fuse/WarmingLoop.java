package dev.gradus.plan.fuse;

import dev.gradus.kernel.loop.FusedLoop;
import dev.gradus.kernel.loop.Warming;

/** The ops of a generated loop, and the loop, which may be shared by equal ops. */
record WarmingLoop(FusedOps ops, Warming warming) {
    /** The number of elements that take as long as the call of an op. */
    private static final int CALL = 32;

    FusedLoop code() {
        return warming.loop();
    }

    /** Whether the loop is fast. Each call counts as one execution of the ops. */
    boolean isFast(GeneratedLoopArrays arrays) {
        return warming.isFast((long) ops.indices().size() * (ops.isSmall() ? CALL : ops.elements()), arrays);
    }

    @Override
    public String toString() {
        return ops + ": " + warming;
    }
}
