package dev.gradus.examples;

import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Parameters;
import dev.gradus.spark.Block;
import dev.gradus.spark.Blocks;
import dev.gradus.spark.Recipe;
import dev.gradus.spark.SparkModel;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Adam;
import dev.gradus.train.Batch;
import dev.gradus.train.BatchGraph;
import dev.gradus.train.BatchRuns;
import dev.gradus.train.BlockGradients;
import dev.gradus.train.BlockTraining;
import dev.gradus.train.Epoch;
import dev.gradus.train.Trainer;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What an iteration takes on Apache Spark for several numbers of partitions, and a checksum of the bits that come out: those
 * of a training without Spark. An iteration takes the gradient of all examples, and is one job of Spark, a task for each
 * partition. No value of a block has 4,096 elements, so each task computes on one thread.
 */
public final class SparkCosts {
    private static final int COLUMNS = 20;
    private static final int HIDDEN = 32;
    private static final int[] PARTITIONS = {1, 2, 3, 4, 8};

    private final int blocks;
    private final int iterations;

    SparkCosts(int blocks, int iterations) {
        this.blocks = blocks;
        this.iterations = iterations;
    }

    /** Prints the table, for 400,000 examples and for 8. */
    public static void main(String[] args) {
        try (JavaSparkContext spark = OnSpark.context()) {
            if (!new SparkCosts(4000, 20).run(spark, System.out)) {
                throw new IllegalStateException("other bits than without Spark");
            }
        }
    }

    /** Returns whether all have the bits of the training without Spark. */
    boolean run(JavaSparkContext spark, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "| %s, network %d-%d-1 | ms an iteration, %,d examples | 8 examples | checksum |%n|---|---|---|---|%n",
                spark.master(),
                COLUMNS,
                HIDDEN,
                blocks * 100);
        Outcome expected = outcome(() -> here(blocks, 100)), small = outcome(() -> here(8, 1));
        print("without Spark, one thread", expected, small, out);
        outcome(() -> onSpark(spark, 8, 1, 2)); // for the JVM
        boolean same = true;
        for (int partitions : PARTITIONS) {
            Outcome large = outcome(() -> onSpark(spark, blocks, 100, partitions));
            Outcome least = outcome(() -> onSpark(spark, 8, 1, partitions));
            print(partitions == 1 ? "1 partition" : partitions + " partitions", large, least, out);
            same &= large.checksum == expected.checksum && least.checksum == small.checksum;
        }
        return same;
    }

    private record Training(Parameters parameters, BlockTraining training) {}

    private record Outcome(double milliseconds, long checksum) {}

    private static Training here(int count, int rows) {
        List<Batch> made = IntStream.range(0, count)
                .mapToObj(number -> block(number, rows))
                .toList();
        BlockGradients gradients = BlockGradients.of(BatchRuns.of(recipe().model()));
        return new Training(gradients.parameters(), BlockTraining.of(gradients, gradients.source(made)));
    }

    private static Training onSpark(JavaSparkContext spark, int count, int rows, int partitions) {
        SparkModel model = SparkModel.of(spark, recipe());
        JavaRDD<Block> made = Blocks.made(spark, count, partitions, number -> block(number, rows));
        return new Training(model.parameters(), model.training(made.cache()));
    }

    /** Trains as many iterations for the JVM and the cache first, and goes on with those that it times. */
    private Outcome outcome(Supplier<Training> made) {
        Training training = made.get();
        Trainer trainer = Trainer.of(training.parameters, training.training, Adam.of(0.01));
        List<Epoch> history = new ArrayList<>(trainer.train(iterations));
        long start = System.nanoTime();
        history.addAll(trainer.train(iterations));
        double milliseconds = (System.nanoTime() - start) / 1e6 / iterations;
        CRC32 checksum = new CRC32();
        history.forEach(epoch -> add(checksum, epoch.loss()));
        training.parameters
                .all()
                .forEach(each -> add(checksum, training.parameters.get(each).toArray()));
        return new Outcome(milliseconds, checksum.getValue());
    }

    private static void add(CRC32 checksum, double... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length);
        bytes.asDoubleBuffer().put(numbers);
        checksum.update(bytes);
    }

    private static void print(String name, Outcome large, Outcome least, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.2f | %08x |%n",
                name,
                large.milliseconds,
                least.milliseconds,
                large.checksum);
    }

    private static Recipe recipe() {
        return () -> {
            NumpyRandom random = NumpyRandom.seed(7);
            Parameter w1 = Parameter.of("W1", random.normal(0, 0.2, Shape.of(COLUMNS, HIDDEN)));
            Parameter b1 = Parameter.of("b1", Tensor.zeros(1, HIDDEN));
            Parameter w2 = Parameter.of("W2", random.normal(0, 0.2, Shape.of(HIDDEN, 1)));
            Parameter b2 = Parameter.of("b2", Tensor.zeros(1, 1));
            return n -> {
                Input x = Input.of("x", n, COLUMNS), y = Input.of("y", n, 1);
                return BatchGraph.of(
                        new MseLoss(
                                x.matMul(w1).add(b1).tanh().matMul(w2).add(b2).sigmoid(), y),
                        x,
                        y);
            };
        };
    }

    /** Points at random, and on which side of a curve they are. */
    private static Batch block(int number, int rows) {
        Tensor x = NumpyRandom.seed(number).normal(0, 1, Shape.of(rows, COLUMNS));
        Tensor y = Tensor.generate(Shape.of(rows, 1), i -> x.get(i, 0) + x.get(i, 1) * x.get(i, 2) > 0.2 ? 1 : 0);
        return Batch.of(x, y);
    }
}
