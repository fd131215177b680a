package dev.gradus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Batch;
import dev.gradus.train.BatchGraph;
import dev.gradus.train.BatchRuns;
import dev.gradus.train.Batches;
import dev.gradus.train.BlockGradients;
import dev.gradus.train.BlockTraining;
import dev.gradus.train.Epoch;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Lbfgs;
import dev.gradus.train.MeanGradients;
import dev.gradus.train.Means;
import dev.gradus.train.ThreadedBlocks;
import dev.gradus.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On Spark in this JVM, with one thread and with three. */
class LocalSparkTest {
    private static final int BLOCKS = 13;
    private static final int EPOCHS = 2;

    /** How often blocks were made, by test. Tasks are copies of what a test sends. */
    private static final Map<String, Integer> CALLS = new ConcurrentHashMap<>();

    private JavaSparkContext spark = LocalSpark.of(3);

    private JavaRDD<Block> blocks(int partitions) {
        return Blocks.made(spark, BLOCKS, partitions, number -> SyntheticData.block(number, BLOCKS));
    }

    private static String withoutSpark() {
        BlockGradients gradients =
                BlockGradients.of(BatchRuns.of(SyntheticData.network().model()));
        BlockTraining training = BlockTraining.of(gradients, gradients.source(SyntheticData.blocks(BLOCKS)));
        return Training.hash(Training.trainer(gradients.parameters(), training).train(EPOCHS), gradients.parameters());
    }

    private String onSpark(JavaRDD<Block> blocks) {
        SparkModel model = SparkModel.of(spark, SyntheticData.network());
        List<Epoch> history =
                Training.trainer(model.parameters(), model.training(blocks)).train(EPOCHS);
        return Training.hash(history, model.parameters());
    }

    @Test
    void theBitsDoNotDependOnWhoComputesWhat() {
        String expected = withoutSpark();
        for (int partitions : new int[] {1, 2, 3, 8}) {
            assertThat(onSpark(blocks(partitions)))
                    .as("%d partitions", partitions)
                    .isEqualTo(expected);
        }
        assertThat(onSpark(blocks(3).cache().repartition(4))).as("shuffled").isEqualTo(expected);
        spark = LocalSpark.of(1);
        assertThat(onSpark(blocks(3))).as("one thread").isEqualTo(expected);
        LocalSpark.of(3);
    }

    @Test
    void gradientsHaveTheBitsOfThreads() {
        ThreadedBlocks blocks = ThreadedBlocks.of(
                BatchRuns.of(SyntheticData.network().model()), BLOCKS, number -> SyntheticData.block(number, BLOCKS));
        MeanGradients here = blocks.gradients();
        MeanGradients there = SparkModel.of(spark, SyntheticData.network()).gradients(blocks(3));
        assertThat(there.means()).isEqualTo(here.means());
        assertThat(List.copyOf(there.gradients().values()))
                .isEqualTo(List.copyOf(here.gradients().values()));
    }

    /** However the blocks lie, the driver receives at most partitions × log₂(blocks) gradients, and the bits are the same. */
    @Test
    void fewGradientsReachTheDriver() {
        int count = 100, partitions = 4, most = partitions * 7;
        JavaRDD<Block> inOrder = Blocks.made(spark, count, partitions, number -> SyntheticData.block(number, count));
        List<double[]> numbers = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Batch batch = SyntheticData.rows(number, 10);
            for (int row = 0; row < 10; row++) {
                double[] each = Arrays.copyOf(batch.features().row(row).toArray(), SyntheticData.COLUMNS + 1);
                each[SyntheticData.COLUMNS] = batch.targets().get(row, 0);
                numbers.add(each);
            }
        }
        JavaRDD<Block> ofRows = Blocks.ofRows(spark.parallelize(numbers, partitions), 10, SyntheticData.COLUMNS, 1);
        for (JavaRDD<Block> blocks :
                List.of(inOrder, inOrder.repartition(partitions), ofRows, ofRows.repartition(partitions))) {
            SparkModel model = SparkModel.of(spark, SyntheticData.network());
            for (int steps : new int[] {1, 2}) {
                Trainer.of(
                                model.parameters(),
                                model.training(blocks)
                                        .blocksAStep(count / steps)
                                        .shuffled(NumpyRandom.seed(steps)),
                                GradientDescent.of(0.1))
                        .train(1);
                assertThat(model.received()).isLessThanOrEqualTo(most);
            }
            Trainer.of(model.parameters(), model.training(blocks), GradientDescent.of(0.1))
                    .train(1);
            assertThat(model.received()).isLessThanOrEqualTo(most);
        }
        SparkModel model = SparkModel.of(spark, SyntheticData.network());
        assertThat(model.means(ofRows).toString())
                .isEqualTo(model.means(ofRows.repartition(partitions)).toString());
        assertThat(model.means(inOrder).toString())
                .isEqualTo(model.means(inOrder.repartition(3)).toString());
    }

    /** They are made on the executors: only numbers travel there, and sums back. */
    @Test
    void aMillionRows() {
        int count = 250, rows = 4000;
        JavaRDD<Block> blocks = Blocks.made(spark, count, 6, number -> {
            double[] x = new double[rows];
            for (int i = 0; i < rows; i++) {
                x[i] = (number * 31 + i * 17) % 1000 / 1000.0;
            }
            Tensor column = Tensor.of(Shape.of(rows, 1), x);
            return Batch.of(column, Tensor.generate(column.shape(), i -> 3 * x[i] - 1));
        });
        SparkModel model = SparkModel.of(spark, line());
        List<Epoch> history = Trainer.of(model.parameters(), model.training(blocks.cache()), Lbfgs.of())
                .train(8);
        assertThat(history.get(7).loss()).isLessThan(1e-6);
        Parameters parameters = model.parameters();
        assertThat(parameters.get(parameters.all().get(0)).item()).isBetween(2.99, 3.01);
    }

    private static Recipe line() {
        return () -> {
            Parameter a = Parameter.of("a", Tensor.zeros(1, 1)), b = Parameter.of("b", Tensor.zeros(1, 1));
            return n -> {
                Input x = Input.of("x", n, 1), y = Input.of("y", n, 1);
                return BatchGraph.of(new MseLoss(x.matMul(a).add(b), y), x, y);
            };
        };
    }

    @Test
    void stopsAndGoesOn(@TempDir Path folder) {
        Path file = folder.resolve("training.npz");
        JavaRDD<Block> blocks = blocks(2).cache();
        SparkModel whole = SparkModel.of(spark, SyntheticData.network());
        Training.trainer(whole.parameters(), whole.training(blocks)).train(5);
        SparkModel part = SparkModel.of(spark, SyntheticData.network());
        for (int epochs : new int[] {2, 5}) {
            part = SparkModel.of(spark, SyntheticData.network());
            Training.trainer(part.parameters(), part.training(blocks))
                    .savedIn(file)
                    .train(epochs);
        }
        assertThat(Training.hash(List.of(), part.parameters())).isEqualTo(Training.hash(List.of(), whole.parameters()));
    }

    @Test
    void evaluatesAndPredicts() {
        SparkModel model = SparkModel.of(spark, SyntheticData.network());
        JavaRDD<Block> blocks = blocks(3);
        Means means = model.means(blocks);
        BatchRuns here = BatchRuns.of(SyntheticData.network().model());
        Means expected = here.means(SyntheticData.blocks(BLOCKS));
        assertThat(means.loss()).isCloseTo(expected.loss(), within(1e-14));
        assertThat(means.metrics().get("accuracy").item())
                .isCloseTo(expected.metrics().get("accuracy").item(), within(1e-14));
        JavaRDD<Block> xOnly = blocks.map(
                block -> Block.of(block.number(), Batch.of(block.examples().features())));
        TreeMap<Integer, Tensor> predictions = new TreeMap<>();
        model.predictions(SyntheticData.predictions(), xOnly)
                .collect()
                .forEach(block ->
                        predictions.put(block.number(), block.examples().features()));
        assertThat(predictions).hasSize(BLOCKS);
        Run run = here.feed(SyntheticData.block(BLOCKS - 1, BLOCKS));
        run.forward();
        assertThat(predictions.get(BLOCKS - 1))
                .isEqualTo(run.evaluator().value(run.objective().inputs().get(0)));
    }

    @Test
    void rowsOfADatasetAreCutInTheirOrder() {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            rows.add(new double[] {i, 10 * i, 100 * i});
        }
        List<Block> blocks = new ArrayList<>(
                Blocks.ofRows(spark.parallelize(rows, 4), 10, 2, 1).collect());
        blocks.sort((one, other) -> Integer.compare(one.number(), other.number()));
        assertThat(blocks).hasSize(3);
        Batch last = blocks.get(2).examples();
        assertThat(last.size()).isEqualTo(5);
        assertThat(last.features().get(0, 1)).isEqualTo(200);
        assertThat(last.targets().get(4, 0)).isEqualTo(2400);
        rows.set(17, new double[2]);
        assertThatThrownBy(() ->
                        Blocks.ofRows(spark.parallelize(rows, 4), 10, 2, 1).collect())
                .hasStackTraceContaining("Blocks: row 17, in block 1, has 2 numbers, but the tensors take 3");
    }

    /** Cannot be sent to executors. */
    private static final class Reader {
        Batch read(int number) {
            return SyntheticData.rows(number, 10);
        }
    }

    private record Files(String folder, List<Reader> readers) implements Blocks.Maker {
        @Override
        public Batch make(int number) {
            return readers.get(0).read(number);
        }
    }

    @Test
    void whatCannotBeSentIsNamedAtOnce() {
        Reader reader = new Reader();
        assertThatThrownBy(() -> Blocks.made(spark, 2, 1, reader::read))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Blocks: the maker is sent to executors, but the captured Reader of it is not serializable: "
                                + Reader.class.getName()
                                + "; create it inside the maker, or make its class Serializable");
        assertThatThrownBy(() -> Blocks.made(spark, 2, 1, new Files("data", List.of(reader))))
                .hasMessageContaining("but an element of the field readers of it is not serializable");
        Parameter w = Parameter.of("w", Tensor.zeros(1));
        Recipe ready = () -> n -> {
            Input x = Input.of("x", n);
            return BatchGraph.of(x.multiply(w).sum(), x);
        };
        assertThatThrownBy(() -> SparkModel.of(spark, ready))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "SparkModel: the recipe is sent to executors, but the captured Parameter of it");
    }

    @Test
    void missingVectorsAreLogged() {
        Located blocks = Located.of(blocks(2));
        SparkModel model = SparkModel.of(spark, SyntheticData.network());
        List<String> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getLevel() + " " + entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger("dev.gradus.spark");
        log.addHandler(handler);
        try {
            assertThat(model.training(blocks)).isNotNull();
            assertThat(logged).isEmpty();
            assertThat(model.training(new Located(blocks.blocks(), blocks.partitions(), blocks.contents(), false)))
                    .isNotNull();
            assertThat(logged).hasSize(1);
            assertThat(logged.get(0))
                    .startsWith("WARNING SparkModel: training computes without vectors")
                    .contains("spark.executor.extraJavaOptions=--add-modules jdk.incubator.vector");
        } finally {
            log.removeHandler(handler);
        }
    }

    @Test
    void dataThatChangesIsRefused() {
        String id = UUID.randomUUID().toString();
        JavaRDD<Block> changing = Blocks.made(
                spark,
                3,
                1,
                number -> number == 2
                        ? SyntheticData.rows(CALLS.merge(id, 1, Integer::sum), 10)
                        : SyntheticData.rows(number, 10));
        SparkModel model = SparkModel.of(spark, SyntheticData.network());
        assertThatThrownBy(() -> Training.trainer(model.parameters(), model.training(changing))
                        .train(1))
                .hasStackTraceContaining(
                        "SparkModel: block 2 has other numbers than when it was first computed. Call cache()");
        Training.trainer(model.parameters(), model.training(changing.cache())).train(1);
        JavaRDD<double[]> shuffled = spark.parallelize(List.of(new double[] {1, 2}), 2)
                .repartition(3)
                .repartition(2);
        assertThatThrownBy(() -> Blocks.ofRows(shuffled, 1, 1, 1))
                .hasMessageStartingWith("Blocks: these rows may come in another order when Spark computes them again");
        assertThat(Blocks.ofRows(shuffled.cache(), 1, 1, 1).count()).isOne();
    }

    @Test
    void wrongUseIsRefused() {
        SparkModel model = SparkModel.of(spark, SyntheticData.network());
        Batch batch = SyntheticData.rows(0, 10);
        JavaRDD<Block> twice = spark.parallelize(List.of(Block.of(0, batch), Block.of(0, batch)));
        assertThatThrownBy(() -> model.training(twice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SparkModel: 2 blocks must have the numbers from 0 to 1, each once; there is another 0");
        JavaRDD<Block> gap = spark.parallelize(List.of(Block.of(0, batch), Block.of(7, batch)));
        assertThatThrownBy(() -> model.training(gap)).hasMessageEndingWith("each once; there is 7");
        Recipe alike = () -> {
            Parameter one = Parameter.of("w", Tensor.scalar(1)), other = Parameter.of("w", Tensor.scalar(2));
            return n -> {
                Input x = Input.of("x", n);
                return BatchGraph.of(x.multiply(one).multiply(other).sum(), x);
            };
        };
        assertThatThrownBy(() -> SparkModel.of(spark, alike)).isInstanceOf(IllegalArgumentException.class);
        Batches shuffled = Batches.of(4, batch.features()).shuffled(NumpyRandom.seed(1));
        assertThatThrownBy(() -> Blocks.of(spark, shuffled, 2)).hasMessageContaining("must not be shuffled");
        assertThatThrownBy(() -> Blocks.made(spark, 0, 1, number -> batch))
                .hasMessage("Blocks: the number of blocks must be positive, not 0");
        JavaRDD<Block> small = Blocks.of(spark, Batches.of(4, batch.features(), batch.targets()), 2);
        assertThat(small.count()).isEqualTo(3);
        Trainer.of(model.parameters(), model.training(small), GradientDescent.of(0.1))
                .train(1);
    }
}
