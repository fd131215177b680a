package dev.gradus.spark;

import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.train.BatchGraph;
import dev.gradus.train.BatchRuns;
import dev.gradus.train.BlockGradients;
import dev.gradus.train.BlockSource;
import dev.gradus.train.BlockTraining;
import dev.gradus.train.FixedTree;
import dev.gradus.train.Means;
import dev.gradus.train.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * A model that Spark trains: its parameters are on the driver, its examples on the executors.
 *
 * <pre>{@code
 * SparkModel model = SparkModel.of(spark, recipe);
 * JavaRDD<Block> blocks = Blocks.made(spark, 1000, 8, number -> read(number)).cache();
 * List<Epoch> history = Trainer.of(model.parameters(), model.training(blocks), Adam.of(0.01))
 *         .savedIn(Path.of("training.npz"))
 *         .train(100);
 * }</pre>
 *
 * <p>A step is one job: the parameters travel by broadcast, each task sums its blocks' gradients as far as they have common
 * nodes in the {@link FixedTree}, and the driver sums the rest. Where neighbors of the tree are in different partitions, the
 * executors first exchange these sums, so that the driver receives at most partitions × log₂(blocks) gradients. Not
 * thread-safe.
 */
public final class SparkModel {
    private final JavaSparkContext spark;
    private final Recipe recipe;
    private final String id = UUID.randomUUID().toString();
    private final IntFunction<BatchGraph> built;
    private final BlockGradients gradients;
    private int received;

    private SparkModel(JavaSparkContext spark, Recipe recipe) {
        this.spark = spark;
        this.recipe = recipe;
        built = recipe.model();
        gradients = BlockGradients.of(BatchRuns.of(built));
    }

    /**
     * A model with its parameters at their initial values.
     *
     * @throws IllegalArgumentException if two parameters have the same name, or if the recipe cannot be serialized
     */
    public static SparkModel of(JavaSparkContext spark, Recipe recipe) {
        Objects.requireNonNull(spark, "spark");
        Objects.requireNonNull(recipe, "recipe");
        Sent.check("SparkModel: the recipe", recipe);
        SparkModel model = new SparkModel(spark, recipe);
        List<Parameter> all = model.parameters().all();
        if (all.stream().map(Parameter::label).distinct().count() < all.size()) {
            throw new IllegalArgumentException(
                    "SparkModel: executors know parameters by name, but two of these have the same: " + all);
        }
        return model;
    }

    /** The parameters. */
    public Parameters parameters() {
        return gradients.parameters();
    }

    /**
     * The {@linkplain BatchGraph#predicting prediction} with the present parameters, which can be saved in
     * one file.
     */
    public Model trained() {
        return Model.of(built, parameters().snapshot());
    }

    /**
     * Epochs over these blocks: one step of all, or as {@link BlockTraining#blocksAStep} says.
     *
     * @throws IllegalArgumentException if the blocks' numbers are not those from 0 on, each once
     */
    public BlockTraining training(JavaRDD<Block> blocks) {
        return BlockTraining.of(gradients, source(blocks));
    }

    /**
     * The means of the loss and the metrics over these blocks, at the present parameters.
     *
     * @throws IllegalArgumentException if the blocks' numbers are not those from 0 on, each once
     */
    public Means means(JavaRDD<Block> blocks) {
        int[] partitions = partitions(blocks);
        int[] places = IntStream.range(0, partitions.length).toArray();
        return gradients.means(gradients.mean(sum(blocks, partitions, places, false)));
    }

    private BlockSource source(JavaRDD<Block> blocks) {
        int[] partitions = partitions(blocks);
        return new BlockSource() {
            @Override
            public int count() {
                return partitions.length;
            }

            @Override
            public double[] sum(int[] chosen) {
                int[] places = new int[partitions.length];
                Arrays.fill(places, -1);
                for (int place = 0; place < chosen.length; place++) {
                    places[chosen[place]] = place;
                }
                return SparkModel.this.sum(blocks, partitions, places, true);
            }
        };
    }

    /** Returns the partition of each block, by the block's number. */
    private static int[] partitions(JavaRDD<Block> blocks) {
        List<int[]> numbers = blocks.mapPartitionsWithIndex(
                        (partition, some) -> {
                            List<int[]> here = new ArrayList<>();
                            some.forEachRemaining(block -> here.add(new int[] {block.number(), partition}));
                            return here.iterator();
                        },
                        true)
                .collect();
        int[] partitions = new int[numbers.size()];
        Arrays.fill(partitions, -1);
        for (int[] each : numbers) {
            int number = each[0];
            boolean isOutside = number < 0 || number >= partitions.length;
            if (isOutside || partitions[number] >= 0) {
                throw new IllegalArgumentException("SparkModel: " + partitions.length
                        + " blocks must have the numbers from 0 to " + (partitions.length - 1)
                        + ", each once; there is "
                        + (isOutside ? "" : "another ") + number);
            }
            partitions[number] = each[1];
        }
        return partitions;
    }

    private double[] sum(JavaRDD<Block> blocks, int[] partitions, int[] places, boolean withGradients) {
        String name = id;
        Recipe builds = recipe;
        int length = gradients.length();
        Broadcast<Map<String, double[]>> numbers = spark.broadcast(numbers(parameters()));
        Broadcast<int[]> where = spark.broadcast(places);
        try {
            JavaRDD<PartialSum> partial = blocks.mapPartitions(some -> Worker.with(name, builds, numbers.value())
                    .sum(some, where.value(), withGradients)
                    .iterator());
            TreeRanges ranges = TreeRanges.of(places, blocks.getNumPartitions());
            if (ranges.areScattered(partitions, places)) {
                partial = partial.keyBy(ranges::of)
                        .partitionBy(new HashPartitioner(ranges.count()))
                        .values()
                        .mapPartitions(some -> PartialSum.joined(some, length));
            }
            List<PartialSum> all = partial.collect();
            received = all.size();
            FixedTree tree = FixedTree.ofLength(length);
            all.forEach(each -> tree.add(each.part()));
            return tree.sum();
        } finally {
            numbers.destroy();
            where.destroy();
        }
    }

    /** Returns how many sums the driver received in the last job. */
    int received() {
        return received;
    }

    private static Map<String, double[]> numbers(Parameters parameters) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        parameters
                .all()
                .forEach(each -> numbers.put(each.label(), parameters.get(each).toArray()));
        return numbers;
    }

    /**
     * Predicts with the present parameters.
     *
     * @param predicts a model whose output is the prediction, whose inputs are fed by the blocks' tensors, and whose
     *     parameters have the names of this model's
     * @return for each block its number, and the output with its sizes: computed when asked for
     */
    public JavaRDD<Block> predictions(Recipe predicts, JavaRDD<Block> blocks) {
        Objects.requireNonNull(predicts, "predicts");
        Objects.requireNonNull(blocks, "blocks");
        String name = UUID.randomUUID().toString();
        Broadcast<Map<String, double[]>> numbers = spark.broadcast(numbers(parameters()));
        return blocks.map(block -> Worker.with(name, predicts, numbers.value()).prediction(block));
    }
}
