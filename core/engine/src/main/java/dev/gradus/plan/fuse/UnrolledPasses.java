package dev.gradus.plan.fuse;

import dev.gradus.kernel.BoundOp;
import dev.gradus.plan.TaskSequence;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Both passes of a run with few numbers. A forward pass computes both, as one piece of code, if a backward pass followed
 * the last one. So a run that only predicts does not pay for gradients.
 */
public final class UnrolledPasses {
    private final UnrolledOps forward;
    private final UnrolledOps backward;
    private final UnrolledOps both;
    private boolean followed;
    private boolean together;
    private boolean done;

    public UnrolledPasses(TaskSequence forward, TaskSequence backward) {
        this.forward = new UnrolledOps(forward.bound());
        this.backward = new UnrolledOps(backward.bound());
        this.both = new UnrolledOps(joined(forward.bound(), backward.bound()));
    }

    private static BoundOp[] joined(BoundOp[] first, BoundOp[] second) {
        BoundOp[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    public void forward() {
        together = followed && !both.isRefused();
        followed = false;
        done = together && both.countsAsWrittenOut();
        if (done) {
            both.runCode();
        } else if (together) {
            forward.runOpByOp();
        } else {
            forward.run();
        }
    }

    public void backward() {
        followed = true;
        if (!done && together) {
            backward.runOpByOp();
        } else if (!done) {
            backward.run();
        }
    }

    /** The decision about each. */
    public Stream<String> lines() {
        return Stream.of("both passes: " + both, "forward alone: " + forward, "backward alone: " + backward);
    }
}
