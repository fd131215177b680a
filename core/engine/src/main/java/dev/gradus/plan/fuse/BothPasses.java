package dev.gradus.plan.fuse;

import dev.gradus.kernel.BoundOp;
import java.util.Map;

/**
 * Fuses a loop of the forward pass and one of the backward pass, so that the values between them need not be stored. A
 * forward pass computes both if a backward pass followed the previous forward pass. Otherwise, each pass uses its own
 * loop.
 */
final class BothPasses {
    private final GeneratedOps both;
    private final GeneratedOps forward;
    private final GeneratedOps backward;
    private boolean followed;
    private boolean together;
    private boolean done;

    BothPasses(GeneratedOps both, GeneratedOps forward, GeneratedOps backward) {
        this.both = both;
        this.forward = forward;
        this.backward = backward;
    }

    GeneratedOps forward() {
        return forward;
    }

    Map<BoundOp, BoundOp> replacements() {
        return Map.of(forward, inForwardPass(), backward, inBackwardPass());
    }

    /** Until the fused loop is fast, both passes use their fallbacks, so that no other loops are warmed up. */
    private BoundOp inForwardPass() {
        return new BoundOp() {
            @Override
            public void run() {
                together = followed && !both.isRefused();
                followed = false;
                done = false;
                if (together && both.isFast()) {
                    both.runGenerated();
                    done = true;
                } else if (together) {
                    forward.runFallback();
                } else {
                    forward.run();
                }
            }
        };
    }

    private BoundOp inBackwardPass() {
        return new BoundOp() {
            @Override
            public void run() {
                followed = true;
                if (done) {
                    return;
                }
                if (together) {
                    backward.runFallback();
                } else {
                    backward.run();
                }
            }
        };
    }
}
