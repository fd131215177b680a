package dev.gradus.plan.fuse;

import dev.gradus.kernel.loop.FusedLoop;
import dev.gradus.kernel.loop.Warming;

/** The ops of a generated loop, and the loop, which may be shared by equal ops. */
record WarmingLoop(FusedOps ops, Warming warming) {
    FusedLoop code() {
        return warming.loop();
    }

    /** Whether the loop is fast. Each call counts as one execution of the ops. */
    boolean isFast(GeneratedLoopArrays arrays) {
        return warming.isFast(ops.elements(), arrays);
    }

    @Override
    public String toString() {
        return ops + ": " + warming;
    }
}
