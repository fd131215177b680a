package dev.gradus.spark;

import dev.gradus.train.FixedTree;
import java.io.Serializable;

/** A part of a {@link FixedTree} on its way to the driver. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PartialSum(int level, long number, double[] sum) implements Serializable {
    static PartialSum of(FixedTree.Part part) {
        return new PartialSum(part.level(), part.number(), part.sum());
    }

    FixedTree.Part part() {
        return new FixedTree.Part(level, number, sum);
    }
}
