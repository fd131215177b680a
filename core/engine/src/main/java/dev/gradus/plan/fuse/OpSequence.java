package dev.gradus.plan.fuse;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.UnrolledCode;
import dev.gradus.kernel.host.Host;
import java.util.Locale;
import java.util.Optional;

/**
 * Ops in the order in which they run. If all values are small, calls cost more than the arithmetic, so once such ops have
 * run often enough they are compiled as one piece of straight-line code.
 */
public final class OpSequence {
    private final BoundOp[] ops;
    private final boolean fewNumbers;
    private boolean isTried;
    private int runs;
    private Optional<BoundOp> code = Optional.empty();

    /** @param fewNumbers whether to compile the ops as straight-line code once they have run often */
    public OpSequence(boolean fewNumbers, BoundOp... ops) {
        this.ops = ops;
        this.fewNumbers = fewNumbers;
        this.isTried = !fewNumbers;
    }

    public void run() {
        if (!isTried && ++runs > UnrolledCode.OFTEN) {
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

    /** Whether the ops become straight-line code, if that is possible. */
    public boolean isOfFewNumbers() {
        return fewNumbers;
    }

    /** What has been decided about straight-line code, and why. */
    @Override
    public String toString() {
        if (!isTried) {
            return String.format(Locale.ROOT, "op by op, written out after %,d runs", UnrolledCode.OFTEN);
        }
        return code.isPresent() ? "written out" : "op by op: too long, or with an op that cannot be written out";
    }
}
