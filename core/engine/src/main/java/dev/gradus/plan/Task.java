package dev.gradus.plan;

import dev.gradus.kernel.BoundOp;
import java.util.List;

/**
 * What runs at a time: an op with its arrays, or several ops fused.
 *
 * @param index the first op's
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Task(int index, BoundOp bound, double[][] in, double[] out) {
    /** The computations of some tasks, in their order. */
    public static BoundOp[] bound(List<Task> tasks) {
        BoundOp[] bound = new BoundOp[tasks.size()];
        for (int i = 0; i < bound.length; i++) {
            bound[i] = tasks.get(i).bound();
        }
        return bound;
    }

    /** The same place, computed differently. */
    public Task by(BoundOp other) {
        return new Task(index, other, in, out);
    }
}
