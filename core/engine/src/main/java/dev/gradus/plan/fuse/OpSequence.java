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
    private final BoundOp[] ops;
    private final boolean fewNumbers;
    private boolean isTried;
    private int runs;
    private Optional<BoundOp> code = Optional.empty();

    /** @param fewNumbers whether to compile the ops into straight-line code after they have run often */
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

    /** Whether the ops are compiled into straight-line code if possible. */
    public boolean isOfFewNumbers() {
        return fewNumbers;
    }

    @Override
    public String toString() {
        if (!isTried) {
            return String.format(Locale.ROOT, "op by op, written out after %,d runs", UnrolledCode.OFTEN);
        }
        return code.isPresent() ? "written out" : "op by op: no op can be written out";
    }
}
