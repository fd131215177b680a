package dev.gradus.spark;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Batch;
import dev.gradus.train.Batches;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.DeterministicLevel;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** Creates datasets of numbered {@link Block}s. Call {@code cache()} on them, because every epoch reads all blocks. */
public final class Blocks {
    private Blocks() {}

    /** Creates or reads the examples of a block on an executor. */
    @FunctionalInterface
    public interface Maker extends Serializable {
        /** Returns the examples of the block with this number. The result must be the same each time. */
        Batch make(int number);
    }

    /**
     * Creates blocks whose examples the executors create or read, so only the numbers are sent to them.
     *
     * @throws IllegalArgumentException if the count or the number of partitions is not positive, or if the maker cannot
     *     be serialized
     */
    public static JavaRDD<Block> made(JavaSparkContext spark, int count, int partitions, Maker maker) {
        Objects.requireNonNull(spark, "spark");
        Objects.requireNonNull(maker, "maker");
        positive("blocks", count);
        positive("partitions", partitions);
        Sent.check("Blocks: the maker", maker);
        List<Integer> numbers = IntStream.range(0, count).boxed().toList();
        return spark.parallelize(numbers, partitions).map(number -> Block.of(number, maker.make(number)));
    }

    /**
     * Creates blocks from data on the driver, which are sent to the executors. Use it for small data.
     *
     * @throws IllegalArgumentException if the batches are shuffled, because their numbers would change in each
     *     iteration
     */
    public static JavaRDD<Block> of(JavaSparkContext spark, Batches batches, int partitions) {
        Objects.requireNonNull(spark, "spark");
        Objects.requireNonNull(batches, "batches");
        positive("partitions", partitions);
        if (!batches.state().isEmpty()) {
            throw new IllegalArgumentException(
                    "Blocks: blocks keep their numbers, so the batches must not be shuffled; BlockTraining.shuffled draws the"
                            + " order of the blocks");
        }
        List<Block> blocks = new ArrayList<>();
        for (Batch batch : batches) {
            blocks.add(Block.of(blocks.size(), batch));
        }
        return spark.parallelize(blocks, partitions);
    }

    /**
     * Creates blocks from the rows of a dataset in their order: row i is in block ⌊i / size⌋. Each row is split into
     * the tensors of a batch, such as features and targets. The rows are counted immediately, and split when a block is
     * needed.
     *
     * @param widths the number of elements of a row that each tensor takes; their sum is the length of the row
     * @throws IllegalArgumentException if the size or a width is not positive, or if the rows are not cached and may be
     *     in another order when Spark computes them again
     */
    public static JavaRDD<Block> ofRows(JavaRDD<double[]> rows, int size, int... widths) {
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(widths, "widths");
        positive("rows in a block", size);
        for (int width : widths) {
            positive("numbers of a tensor", width);
        }
        if (rows.getStorageLevel().equals(StorageLevel.NONE())
                && rows.rdd().outputDeterministicLevel().equals(DeterministicLevel.INDETERMINATE())) {
            throw new IllegalArgumentException(
                    "Blocks: these rows may come in another order when Spark computes them again,"
                            + " and would be in other blocks; call cache() on them, or cut the rows before repartition()");
        }
        int[] cuts = widths.clone();
        List<Integer> lengths =
                rows.mapPartitions(some -> List.of(count(some)).iterator()).collect();
        long[] first = new long[lengths.size() + 1];
        for (int partition = 0; partition < lengths.size(); partition++) {
            first[partition + 1] = first[partition] + lengths.get(partition);
        }
        int count = Math.toIntExact((first[lengths.size()] + size - 1) / size);
        return rows.mapPartitionsWithIndex((partition, some) -> numbered(first[partition], some), true)
                .keyBy(row -> Math.toIntExact(row._1() / size))
                .groupByKey(new BlockPartitioner(count, rows.getNumPartitions()))
                .map(block -> block(block._1(), block._2(), cuts));
    }

    private static int count(Iterator<double[]> rows) {
        int count = 0;
        for (; rows.hasNext(); count++) {
            rows.next();
        }
        return count;
    }

    private static Iterator<Tuple2<Long, double[]>> numbered(long first, Iterator<double[]> rows) {
        long[] next = {first};
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false)
                .map(row -> new Tuple2<>(next[0]++, row))
                .iterator();
    }

    /** Puts neighboring blocks, which have common nodes in the sum of gradients, into one partition. */
    private static final class BlockPartitioner extends Partitioner {
        private static final long serialVersionUID = 1;

        private final int blocks;
        private final int partitions;

        BlockPartitioner(int blocks, int partitions) {
            this.blocks = blocks;
            this.partitions = partitions;
        }

        @Override
        public int numPartitions() {
            return partitions;
        }

        @Override
        public int getPartition(Object block) {
            return (int) ((Integer) block * (long) partitions / blocks);
        }
    }

    private static Block block(int number, Iterable<Tuple2<Long, double[]>> rows, int[] widths) {
        List<Tuple2<Long, double[]>> sorted = new ArrayList<>();
        rows.forEach(sorted::add);
        sorted.sort((one, other) -> Long.compare(one._1(), other._1()));
        Tensor[] tensors = new Tensor[widths.length];
        for (int i = 0, from = 0; i < widths.length; from += widths[i++]) {
            tensors[i] = columns(
                    number, sorted, from, widths[i], IntStream.of(widths).sum());
        }
        return Block.of(number, Batch.of(tensors));
    }

    private static Tensor columns(int number, List<Tuple2<Long, double[]>> rows, int from, int width, int all) {
        double[] values = new double[rows.size() * width];
        int at = 0;
        for (Iterator<Tuple2<Long, double[]>> each = rows.iterator(); each.hasNext(); at += width) {
            Tuple2<Long, double[]> numbered = each.next();
            double[] row = numbered._2();
            if (row.length != all) {
                throw new IllegalArgumentException("Blocks: row " + numbered._1() + ", in block " + number + ", has "
                        + row.length + " numbers, but the tensors take " + all);
            }
            System.arraycopy(row, from, values, at, width);
        }
        return Tensor.of(Shape.of(rows.size(), width), values);
    }

    private static void positive(String what, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("Blocks: the number of " + what + " must be positive, not " + count);
        }
    }
}
