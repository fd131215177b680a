package dev.gradus.plan.fuse;

import dev.gradus.kernel.BoundOp;
import java.util.Map;

/**
 * A loop of the forward pass and one of the backward pass as one loop, so that values between them need not be stored. A
 * forward pass computes both if a backward pass followed the last one. Each also stays as it is for other runs.
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

    /** While the common loop is not fast yet, neither pass warms up a loop of its own. */
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
