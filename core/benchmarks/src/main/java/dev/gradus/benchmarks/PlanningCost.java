package dev.gradus.benchmarks;

import dev.gradus.loss.MseLoss;
import dev.gradus.nn.Initializers;
import dev.gradus.nn.Linear;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Batch;
import dev.gradus.train.BatchGraph;
import dev.gradus.train.BatchRuns;
import dev.gradus.train.Predictor;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to plan a small network, 20-32-1 with tanh and a sigmoid, for a number of examples that was not met before: the
 * graph, the plan, and its first run. A main prints the median of each, warm, without JMH.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(java.util.concurrent.TimeUnit.MICROSECONDS)
public class PlanningCost {
    private static final int ROUNDS = 30_000;
    private static final int MEASURED = 5_001;

    @Param({"1", "16", "64"})
    public int examples = 1;

    private final NumpyRandom random = NumpyRandom.seed(0);
    private final Linear hidden = Linear.of("hidden", Initializers.xavierNormal(random, Shape.of(20, 32)));
    private final Linear output = Linear.of("output", Initializers.xavierNormal(random, Shape.of(32, 1)));
    private final BatchRuns runs = BatchRuns.of(this::model);

    private BatchGraph model(int n) {
        Input x = Input.of("x", n, 20), y = Input.of("y", n, 1);
        Node yHat = x.then(hidden).tanh().then(output).sigmoid();
        return BatchGraph.of(new MseLoss(yHat, y), x, y).predicting(yHat);
    }

    /** A predictor's first answer. */
    @Benchmark
    public Object firstPrediction() {
        return Predictor.of(runs).predict(Batch.of(Tensor.zeros(examples, 20)));
    }

    /** Runs that go backward too. */
    @Benchmark
    public Object firstTrainingStep() {
        return BatchRuns.of(this::model, runs.parameters())
                .feed(Batch.of(Tensor.zeros(examples, 20), Tensor.zeros(examples, 1)))
                .forward();
    }

    public static void main(String[] unused) {
        for (int examples : new int[] {1, 16, 64}) {
            PlanningCost cost = new PlanningCost();
            cost.examples = examples;
            System.out.printf(
                    Locale.ROOT,
                    "%2d examples: first prediction %.1f µs, first forward pass of training %.1f µs%n",
                    examples,
                    median(cost::firstPrediction),
                    median(cost::firstTrainingStep));
        }
    }

    private static double median(Supplier<Object> work) {
        double[] micros = new double[MEASURED];
        for (int round = 0; round < ROUNDS + MEASURED; round++) {
            long start = System.nanoTime();
            if (work.get().equals("")) {
                throw new AssertionError("Nothing was made");
            }
            micros[Math.max(0, round - ROUNDS)] = (System.nanoTime() - start) / 1e3;
        }
        Arrays.sort(micros);
        return micros[MEASURED / 2];
    }
}
