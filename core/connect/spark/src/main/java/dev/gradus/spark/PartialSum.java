package dev.gradus.spark;

import dev.gradus.train.FixedTree;
import java.io.Serializable;
import java.util.Iterator;

/** A part of a {@link FixedTree} on its way to another executor or to the driver. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PartialSum(int level, long number, double[] sum) implements Serializable {
    static PartialSum of(FixedTree.Part part) {
        return new PartialSum(part.level(), part.number(), part.sum());
    }

    FixedTree.Part part() {
        return new FixedTree.Part(level, number, sum);
    }

    /** Adds sums as far as they have common nodes. */
    static Iterator<PartialSum> joined(Iterator<PartialSum> some, int length) {
        FixedTree tree = FixedTree.ofLength(length);
        some.forEachRemaining(each -> tree.add(each.part()));
        return tree.parts().stream().map(PartialSum::of).iterator();
    }
}
