package dev.gradus.spark;

import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.train.BatchGraph;
import dev.gradus.train.BatchRuns;
import dev.gradus.train.BlockGradients;
import dev.gradus.train.BlockSource;
import dev.gradus.train.BlockTraining;
import dev.gradus.train.FixedTree;
import dev.gradus.train.MeanGradients;
import dev.gradus.train.Means;
import dev.gradus.train.Model;
import java.lang.System.Logger.Level;
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
 * A model that Spark trains, with parameters on the driver and examples on the executors.
 *
 * <pre>{@code
 * SparkModel model = SparkModel.of(spark, recipe);
 * JavaRDD<Block> blocks = Blocks.made(spark, 1000, 8, number -> read(number)).cache();
 * List<Epoch> history = Trainer.of(model.parameters(), model.training(blocks), Adam.of(0.01))
 *         .savedIn(Path.of("training.npz"))
 *         .train(100);
 * }</pre>
 *
 * <p>Each step is one job. The parameters are broadcast, each task adds the gradients of its blocks as far as they
 * share nodes of the {@link FixedTree}, and the driver adds the rest. Where neighbors in the tree are in different
 * partitions, the executors first exchange these sums, so the driver receives at most partitions × log₂(blocks)
 * gradients. Not thread-safe.
 */
public final class SparkModel {
    private static final System.Logger LOG = System.getLogger("dev.gradus.spark");

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
     * Creates a model whose parameters have their initial values.
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

    /** Returns the parameters. */
    public Parameters parameters() {
        return gradients.parameters();
    }

    /**
     * Returns the {@linkplain BatchGraph#predicting prediction} with the current parameters, which can be saved in one
     * file.
     */
    public Model trained() {
        return Model.of(built, parameters().snapshot());
    }

    /**
     * Returns epochs over these blocks. By default an epoch is one step over all blocks; see {@link
     * BlockTraining#blocksAStep}.
     *
     * @throws IllegalArgumentException if the numbers of the blocks are not 0, 1, 2 and so on, each once
     */
    public BlockTraining training(JavaRDD<Block> blocks) {
        return training(Located.of(blocks));
    }

    BlockTraining training(Located blocks) {
        if (!blocks.haveVectors()) {
            LOG.log(Level.WARNING, Worker.NO_VECTORS);
        }
        return BlockTraining.of(gradients, source(blocks));
    }

    /**
     * Returns the means of the loss and the metrics over these blocks at the current parameters.
     *
     * @throws IllegalArgumentException if the numbers of the blocks are not 0, 1, 2 and so on, each once
     */
    public Means means(JavaRDD<Block> blocks) {
        return gradients.means(mean(blocks, false));
    }

    /**
     * The means of the loss and the metrics over these blocks, and the gradients of the mean loss, at the present
     * parameters: the bits of {@link dev.gradus.train.ThreadedBlocks} for the same blocks.
     *
     * @throws IllegalArgumentException if the blocks' numbers are not those from 0 on, each once
     */
    public MeanGradients gradients(JavaRDD<Block> blocks) {
        return gradients.gradients(mean(blocks, true));
    }

    private double[] mean(JavaRDD<Block> blocks, boolean withGradients) {
        Located located = Located.of(blocks);
        int[] places = IntStream.range(0, located.count()).toArray();
        return gradients.mean(sum(located, places, withGradients));
    }

    private BlockSource source(Located located) {
        return new BlockSource() {
            @Override
            public int count() {
                return located.count();
            }

            @Override
            public double[] sum(int[] chosen) {
                int[] places = new int[located.count()];
                Arrays.fill(places, -1);
                for (int place = 0; place < chosen.length; place++) {
                    places[chosen[place]] = place;
                }
                return SparkModel.this.sum(located, places, true);
            }
        };
    }

    private double[] sum(Located located, int[] places, boolean withGradients) {
        String name = id;
        Recipe builds = recipe;
        int length = gradients.length();
        Broadcast<Map<String, double[]>> numbers = spark.broadcast(numbers(parameters()));
        Broadcast<int[]> where = spark.broadcast(places);
        try {
            JavaRDD<PartialSum> partial = located.checked()
                    .mapPartitions(some -> Worker.with(name, builds, numbers.value())
                            .sum(some, where.value(), withGradients)
                            .iterator());
            TreeRanges ranges = TreeRanges.of(places, located.blocks().getNumPartitions());
            if (ranges.areScattered(located.partitions(), places)) {
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
     * Predicts with the current parameters.
     *
     * @param predicts a model whose output is the prediction. Its inputs are fed with the tensors of the blocks, and
     *     its parameters have the names of this model's parameters
     * @return for each block, its number and the output with its sizes, computed on demand
     */
    public JavaRDD<Block> predictions(Recipe predicts, JavaRDD<Block> blocks) {
        Objects.requireNonNull(predicts, "predicts");
        Objects.requireNonNull(blocks, "blocks");
        String name = UUID.randomUUID().toString();
        Broadcast<Map<String, double[]>> numbers = spark.broadcast(numbers(parameters()));
        return blocks.map(block -> Worker.with(name, predicts, numbers.value()).prediction(block));
    }
}
