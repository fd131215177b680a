package dev.gradus.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * A dataset of blocks, once it is known where they are.
 *
 * @param partitions the partition of each block, by its number
 * @param contents a hash of each block's numbers, if the blocks are not stored and so are computed again for each step
 * @param haveVectors whether all executors that have blocks have the module of the vectors
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Located(JavaRDD<Block> blocks, int[] partitions, Optional<int[]> contents, boolean haveVectors) {
    /** What one executor says of one block. */
    private record Found(int number, int partition, int content, boolean hasVectors) implements Serializable {}

    /** @throws IllegalArgumentException if the blocks' numbers are not those from 0 on, each once */
    static Located of(JavaRDD<Block> blocks) {
        boolean isStored = !blocks.getStorageLevel().equals(StorageLevel.NONE()) || blocks.isCheckpointed();
        List<Found> all = blocks.mapPartitionsWithIndex(
                        (partition, some) -> {
                            List<Found> here = new ArrayList<>();
                            some.forEachRemaining(block -> here.add(new Found(
                                    block.number(), partition, isStored ? 0 : block.content(), Worker.hasVectors())));
                            return here.iterator();
                        },
                        true)
                .collect();
        int[] partitions = new int[all.size()], contents = new int[all.size()];
        Arrays.fill(partitions, -1);
        for (Found each : all) {
            int number = each.number;
            boolean isOutside = number < 0 || number >= partitions.length;
            if (isOutside || partitions[number] >= 0) {
                throw new IllegalArgumentException("SparkModel: " + partitions.length
                        + " blocks must have the numbers from 0 to " + (partitions.length - 1)
                        + ", each once; there is "
                        + (isOutside ? "" : "another ") + number);
            }
            partitions[number] = each.partition;
            contents[number] = each.content;
        }
        return new Located(
                blocks,
                partitions,
                isStored ? Optional.empty() : Optional.of(contents),
                all.stream().allMatch(Found::hasVectors));
    }

    int count() {
        return partitions.length;
    }

    /** The blocks; each one that is not what it was at first fails its task. */
    JavaRDD<Block> checked() {
        if (contents.isEmpty()) {
            return blocks;
        }
        int[] expected = contents.get();
        return blocks.map(block -> {
            if (block.number() >= expected.length || block.content() != expected[block.number()]) {
                throw new IllegalStateException("SparkModel: block " + block.number()
                        + " has other numbers than when it was first computed. Call cache() on the blocks, or compute them"
                        + " from their number alone, in an order that never changes");
            }
            return block;
        });
    }
}
