package dev.gradus.plan.fuse;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.UnrolledCode;
import dev.gradus.kernel.host.Host;
import java.util.Locale;
import java.util.Optional;

/**
 * Ops on few numbers. Called one after the other they cost more than their arithmetic, so once they have run often enough
 * they are written out as one piece of code.
 */
public final class UnrolledOps {
    private final BoundOp[] ops;
    private int runs;
    private boolean isTried;
    private Optional<BoundOp> code = Optional.empty();

    public UnrolledOps(BoundOp... ops) {
        this.ops = ops;
    }

    public void run() {
        if (countsAsWrittenOut()) {
            runCode();
        } else {
            runOpByOp();
        }
    }

    /** Counts one more run, and says whether the code computes it. */
    boolean countsAsWrittenOut() {
        if (!isTried && ++runs > UnrolledCode.OFTEN) {
            isTried = true;
            code = Host.unrolled(ops);
        }
        return code.isPresent();
    }

    void runCode() {
        code.orElseThrow().run();
    }

    void runOpByOp() {
        for (BoundOp op : ops) {
            op.run();
        }
    }

    /** Whether no code can be made of them. */
    boolean isRefused() {
        return isTried && code.isEmpty();
    }

    /** The decision, and why. */
    @Override
    public String toString() {
        if (!isTried) {
            return String.format(Locale.ROOT, "op by op, written out after %,d runs", UnrolledCode.OFTEN);
        }
        return code.isPresent() ? "written out" : "op by op: too long, or with an op that cannot be written out";
    }
}
