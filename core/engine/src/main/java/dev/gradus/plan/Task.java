package dev.gradus.plan;

import dev.gradus.kernel.BoundOp;

/**
 * What runs at a time: an op with its arrays, or several ops fused.
 *
 * @param place the first op's
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Task(int place, BoundOp bound, double[][] in, double[] out) {
    /** The same place, computed differently. */
    public Task by(BoundOp other) {
        return new Task(place, other, in, out);
    }
}
