package dev.gradus.plan;

import dev.gradus.kernel.BoundOp;
import java.util.List;

/**
 * An op, or several fused ops, bound to arrays.
 *
 * @param index the index of the first op
 * @param in the arrays of the first op's inputs
 * @param out the array of the first op's value
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Task(int index, BoundOp bound, double[][] in, double[] out) {
    public static BoundOp[] bound(List<Task> tasks) {
        BoundOp[] bound = new BoundOp[tasks.size()];
        for (int i = 0; i < bound.length; i++) {
            bound[i] = tasks.get(i).bound();
        }
        return bound;
    }

    public Task with(BoundOp other) {
        return new Task(index, other, in, out);
    }
}
