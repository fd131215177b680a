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
    private final LoopTrial trial;
    private boolean followed;
    private boolean together;
    private boolean done;
    private long start;
    private long nanos;

    BothPasses(GeneratedOps both, GeneratedOps forward, GeneratedOps backward) {
        this.both = both;
        this.forward = forward;
        this.backward = backward;
        this.trial = both.trial();
    }

    GeneratedOps forward() {
        return forward;
    }

    Map<BoundOp, BoundOp> replacements() {
        return Map.of(forward, inForwardPass(), backward, inBackwardPass());
    }

    private BoundOp inForwardPass() {
        return new BoundOp() {
            @Override
            public void run() {
                together = followed && !trial.isRefused();
                followed = false;
                done = false;
                if (together) {
                    runForwardOrBoth();
                } else {
                    forward.run();
                }
            }
        };
    }

    private void runForwardOrBoth() {
        start = both.begins();
        if (trial.isGenerated()) {
            both.runGenerated();
            trial.ended(start);
            done = true;
        } else {
            forward.runOtherwise();
            nanos = start == 0 ? 0 : System.nanoTime() - start;
        }
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
                    long begin = start == 0 ? 0 : System.nanoTime() - nanos;
                    backward.runOtherwise();
                    trial.ended(begin);
                } else {
                    backward.run();
                }
            }
        };
    }
}
