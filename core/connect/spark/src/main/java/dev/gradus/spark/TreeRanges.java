package dev.gradus.spark;

import dev.gradus.train.FixedTree;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The leaves of a {@link FixedTree} in ranges of 2^{@code level}, no more of them than partitions. All sums in one range have
 * a common node, unless it is the last range.
 *
 * @param partitions the number of partitions of the blocks
 */
record TreeRanges(int leaves, int level, int partitions) implements Serializable {
    /** @param places the leaf of each block; negative for blocks that are not added */
    static TreeRanges of(int[] places, int partitions) {
        int leaves = Arrays.stream(places).max().orElse(-1) + 1;
        int level = 0;
        while ((long) partitions << level < leaves) {
            level++;
        }
        return new TreeRanges(leaves, level, partitions);
    }

    int count() {
        return (leaves - 1 >> level) + 1;
    }

    /** The range of a sum; of its first leaf, if it covers several. */
    int of(PartialSum sum) {
        return (int) (sum.part().first() >> level);
    }

    /**
     * Whether partitions hold so few neighbors of the tree that more than partitions × log₂(leaves) sums would be left.
     *
     * @param partitionOf the partition of each block
     */
    boolean areScattered(int[] partitionOf, int[] places) {
        FixedTree[] trees = new FixedTree[partitions];
        Arrays.setAll(trees, partition -> FixedTree.ofLength(0));
        for (int block = 0; block < places.length; block++) {
            if (places[block] >= 0) {
                trees[partitionOf[block]].add(places[block], new double[0]);
            }
        }
        int left = Arrays.stream(trees).mapToInt(tree -> tree.parts().size()).sum();
        int depth = Integer.SIZE - Integer.numberOfLeadingZeros(leaves - 1);
        return left > (long) partitions * Math.max(1, depth);
    }
}
