package dev.gradus.plan.fuse;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.UnrolledCode;
import dev.gradus.kernel.host.Host;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs ops in order. If all values are small, calls cost more than the arithmetic. Such a sequence is compiled into
 * straight-line code after it has run often.
 */
public final class OpSequence {
    public static final int NEVER = Integer.MAX_VALUE;

    private final BoundOp[] ops;
    private final int often;
    private boolean isTried;
    private int runs;
    private Optional<BoundOp> code = Optional.empty();
    private boolean isInLoop;

    /** @param often the number of runs after which to compile the ops into straight-line code, or {@link #NEVER} */
    public OpSequence(int often, BoundOp... ops) {
        this.ops = ops;
        this.often = often;
        this.isTried = often == NEVER;
    }

    /** Whether the next runs reach the number at which straight-line code pays off. */
    public boolean isDue(int nextRuns) {
        return often != NEVER && (long) runs + nextRuns > often;
    }

    /** Writes all ops into the code of a loop that runs them at each step. Returns false if one cannot be written out. */
    public boolean unroll(UnrolledCode loop) {
        for (BoundOp op : ops) {
            if (!op.unroll(loop)) {
                return false;
            }
        }
        return true;
    }

    /** Notes that a loop contains these ops in its own code. */
    public void isInLoop() {
        isTried = true;
        isInLoop = true;
    }

    public void run() {
        if (!isTried && ++runs > often) {
            isTried = true;
            code = Host.unrolled(ops);
        }
        if (code.isPresent()) {
            code.get().run();
        } else {
            for (BoundOp op : ops) {
                op.run();
            }
        }
    }

    /** Whether the ops are compiled into straight-line code if possible. */
    public boolean isOfFewNumbers() {
        return often != NEVER;
    }

    @Override
    public String toString() {
        if (!isTried) {
            return String.format(Locale.ROOT, "op by op, written out after %,d runs", often);
        }
        if (isInLoop) {
            return "written out, with its loop";
        }
        return code.isPresent() ? "written out" : "op by op: no op can be written out";
    }
}
