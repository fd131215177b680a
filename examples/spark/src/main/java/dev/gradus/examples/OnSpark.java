package dev.gradus.examples;

import dev.gradus.data.Split;
import dev.gradus.loss.MseLoss;
import dev.gradus.nn.Activations;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
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
import dev.gradus.train.Batches;
import dev.gradus.train.BlockGradients;
import dev.gradus.train.BlockTraining;
import dev.gradus.train.Epoch;
import dev.gradus.train.Lbfgs;
import dev.gradus.train.MeanGradients;
import dev.gradus.train.Metrics;
import dev.gradus.train.ThreadedBlocks;
import dev.gradus.train.Trainer;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Two trainings on Apache Spark: the lesson's admissions, whose data the driver has, and a mixture of Gaussians, whose
 * points the executors make. Then the price and the {@link Greeks} of an option, whose paths the executors draw. All come out
 * as without Spark, bit for bit. It runs on two threads of this machine;
 * {@code -Dspark.master=spark://…} takes a cluster.
 */
public final class OnSpark {
    private static final int GROUPS = 3;
    private static final int POINTS_IN_A_BLOCK = 2000;
    private static final int DAYS = 252;
    private static final double[][] CENTRES = {{-2, 0}, {2, 1}, {0, 3}};

    private final int blocksOfPoints;

    OnSpark(int blocksOfPoints) {
        this.blocksOfPoints = blocksOfPoints;
    }

    /** Trains both, and prints what came out. */
    public static void main(String[] args) {
        try (JavaSparkContext spark = context()) {
            new OnSpark(20).run(spark, System.out);
        }
    }

    /** Two threads of this machine, or what {@code spark.master} says. */
    static JavaSparkContext context() {
        return new JavaSparkContext(new SparkConf()
                .setIfMissing("spark.master", "local[2]")
                .setAppName("gradus")
                .setIfMissing("spark.ui.enabled", "false")
                .setIfMissing("spark.driver.host", "127.0.0.1"));
    }

    /** Returns whether all have the bits of a computation without Spark. */
    boolean run(JavaSparkContext spark, PrintStream out) {
        return admissions(spark, out) & mixture(spark, out) & greeks(spark, out);
    }

    /** One layer with a sigmoid, as in the lesson, but fitted by L-BFGS. */
    private static boolean admissions(JavaSparkContext spark, PrintStream out) {
        Students students = Students.ofTheLesson();
        Split split = Split.of(students.table().rows(), 0.9, NumpyRandom.seed(0));
        Recipe recipe = () -> {
            Parameter W = Parameter.of("W", Tensor.zeros(6, 1)), b = Parameter.of("b", Tensor.zeros(1, 1));
            return n -> {
                Input x = Input.of("x", n, 6), y = Input.of("y", n, 1);
                Node yHat = x.matMul(W).add(b).sigmoid();
                return BatchGraph.of(new MseLoss(yHat, y), x, y).withMetric("accuracy", Metrics.accuracy(yHat, y));
            };
        };
        Batches training = Batches.of(60, split.training(students.x()), split.training(students.y()));
        SparkModel model = SparkModel.of(spark, recipe);
        JavaRDD<Block> blocks = Blocks.of(spark, training, 4).cache();
        List<Epoch> history = Trainer.of(model.parameters(), model.training(blocks), Lbfgs.of())
                .train(15);
        out.println("admissions, " + history.get(history.size() - 1));
        JavaRDD<Block> unseen = Blocks.of(spark, Batches.of(60, split.test(students.x()), split.test(students.y())), 1);
        out.println("accuracy on the test set " + model.means(unseen).metric("accuracy"));

        List<Batch> here = new ArrayList<>();
        training.forEach(here::add);
        BlockGradients gradients = BlockGradients.of(BatchRuns.of(recipe.model()));
        Trainer.of(gradients.parameters(), BlockTraining.of(gradients, gradients.source(here)), Lbfgs.of())
                .train(15);
        return compared(model.parameters(), gradients.parameters(), out);
    }

    private boolean mixture(JavaSparkContext spark, PrintStream out) {
        Recipe recipe = OnSpark::mixtureModel;
        SparkModel model = SparkModel.of(spark, recipe);
        JavaRDD<Block> blocks =
                Blocks.made(spark, blocksOfPoints, 4, OnSpark::points).cache();
        long start = System.nanoTime();
        List<Epoch> history = Trainer.of(
                        model.parameters(), model.training(blocks).blocksAStep(5), Adam.of(0.1))
                .train(20);
        out.printf(
                "mixture of Gaussians, %,d points, %.1f s, %s%n",
                blocksOfPoints * POINTS_IN_A_BLOCK, 1e-9 * (System.nanoTime() - start), history.get(19));
        out.println(model.parameters().get(model.parameters().all().get(0)));

        List<Batch> here =
                IntStream.range(0, blocksOfPoints).mapToObj(OnSpark::points).toList();
        BlockGradients gradients = BlockGradients.of(BatchRuns.of(recipe.model()));
        BlockTraining training =
                BlockTraining.of(gradients, gradients.source(here)).blocksAStep(5);
        Trainer.of(gradients.parameters(), training, Adam.of(0.1)).train(20);
        return compared(model.parameters(), gradients.parameters(), out);
    }

    private boolean greeks(JavaSparkContext spark, PrintStream out) {
        Recipe recipe = () -> new Greeks(DAYS).model();
        MeanGradients onSpark = SparkModel.of(spark, recipe)
                .gradients(Blocks.made(spark, blocksOfPoints, 4, number -> Greeks.paths(number, DAYS)));
        out.println("Asian option, " + Greeks.named(onSpark));
        ThreadedBlocks here =
                ThreadedBlocks.of(BatchRuns.of(recipe.model()), blocksOfPoints, number -> Greeks.paths(number, DAYS));
        return said(Greeks.named(onSpark).equals(Greeks.named(here.gradients())), out);
    }

    /** −ln Σ_k π_k N(x; µ_k, σ_k), averaged over the points. */
    private static IntFunction<BatchGraph> mixtureModel() {
        Parameter means = Parameter.of("µ", NumpyRandom.seed(2).normal(0, 1, Shape.of(GROUPS, 2)));
        Parameter shares = Parameter.of("shares", Tensor.zeros(GROUPS));
        Parameter logDeviations = Parameter.of("ln σ", Tensor.zeros(GROUPS));
        return n -> {
            Input x = Input.of("x", n, 2);
            Node distances = x.reshape(n, 1, 2)
                    .subtract(means.reshape(1, GROUPS, 2))
                    .divide(logDeviations.exp().reshape(GROUPS, 1));
            Node logDensity = distances.square().sum(2).multiply(-0.5).subtract(logDeviations.multiply(2));
            Node logShare = Activations.logSoftmax(shares, 0).subtract(StrictMath.log(2 * Math.PI));
            return BatchGraph.of(logDensity.add(logShare).logSumExp(1).mean().negate(), x);
        };
    }

    private static Batch points(int block) {
        Shape shape = Shape.of(POINTS_IN_A_BLOCK, 2);
        Tensor noise = NumpyRandom.seed(block).normal(0, 0.6, shape);
        return Batch.of(Tensor.generate(shape, i -> noise.get(i / 2, i % 2) + CENTRES[i / 2 % GROUPS][i % 2]));
    }

    private static boolean compared(Parameters onSpark, Parameters here, PrintStream out) {
        boolean same = true;
        for (int i = 0; i < here.all().size(); i++) {
            same &= onSpark.get(onSpark.all().get(i)).equals(here.get(here.all().get(i)));
        }
        return said(same, out);
    }

    private static boolean said(boolean same, PrintStream out) {
        out.println(same ? "the same bits as without Spark" : "OTHER BITS THAN WITHOUT SPARK");
        out.println();
        return same;
    }
}
