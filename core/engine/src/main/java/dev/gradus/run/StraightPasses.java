package dev.gradus.run;

import dev.gradus.kernel.BoundOp;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Both passes of a run that has but a few numbers. A forward pass computes both, as one piece of code, if a backward pass
 * followed the last one, so that a run that only predicts does not pay for gradients.
 */
final class StraightPasses {
    private final StraightOps forward;
    private final StraightOps backward;
    private final StraightOps both;
    private boolean followed;
    private boolean together;
    private boolean done;

    StraightPasses(Schedule forward, Schedule backward) {
        this.forward = new StraightOps(forward.bound());
        this.backward = new StraightOps(backward.bound());
        this.both = new StraightOps(joined(forward.bound(), backward.bound()));
    }

    private static BoundOp[] joined(BoundOp[] first, BoundOp[] second) {
        BoundOp[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    void forward() {
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

    void backward() {
        followed = true;
        if (!done && together) {
            backward.runOpByOp();
        } else if (!done) {
            backward.run();
        }
    }

    /** What was decided about each. */
    Stream<String> lines() {
        return Stream.of("both passes: " + both, "forward alone: " + forward, "backward alone: " + backward);
    }
}
