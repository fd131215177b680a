package dev.gradus.run;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Straight;
import dev.gradus.kernel.StraightCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ops of a pass that has but a few numbers. One after the other they cost more than what they compute; so once they
 * have run often enough for that to matter, everything is written out as one piece of code.
 */
final class StraightOps {
    /** Making a class takes as long as some ten thousand runs. */
    private static final int OFTEN = 20_000;

    private final BoundOp[] ops;
    private int runs;
    private boolean isTried;
    private Optional<Straight> code = Optional.empty();
    private double[][] arrays = {};

    /**
     * These ops, in order.
     *
     * @param few whether they have few numbers; if not they stay as they are
     */
    StraightOps(BoundOp[] ops, boolean few) {
        this.ops = ops;
        this.isTried = !few;
    }

    void run() {
        if (!isTried && ++runs > OFTEN) {
            isTried = true;
            make();
        }
        if (code.isPresent()) {
            code.get().run(arrays);
            return;
        }
        for (BoundOp op : ops) {
            op.run();
        }
    }

    /** Whether code computes them by now. */
    boolean isWrittenOut() {
        return code.isPresent();
    }

    private void make() {
        List<double[]> used = new ArrayList<>();
        code = StraightCode.of(ops, used);
        arrays = used.toArray(double[][]::new);
    }
}
