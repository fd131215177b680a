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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to plan a small network, 20-32-1 with tanh and a sigmoid, for a number of examples that was not met before: the
 * graph, the plan, and its first run. The main shows how this falls while the JVM compiles: medians of 100, from some number of
 * plannings on.
 */
@State(Scope.Benchmark)
public class PlanningCost {
    private static final int[] BEFORE = {0, 100, 1_000, 10_000, 30_000};
    private static final int MEASURED = 100;

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
        System.out.println(
                "| examples | plannings before | first prediction, µs | first forward pass of training, µs |");
        System.out.println("|---|---|---|---|");
        PlanningCost[] costs =
                Arrays.stream(new int[] {1, 16, 64}).mapToObj(PlanningCost::of).toArray(PlanningCost[]::new);
        int done = 0;
        for (int before : BEFORE) {
            for (; done < before; done++) {
                for (PlanningCost cost : costs) {
                    check(cost.firstPrediction());
                    check(cost.firstTrainingStep());
                }
            }
            for (PlanningCost cost : costs) {
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %,d | %.1f | %.1f |%n",
                        cost.examples,
                        before,
                        median(cost::firstPrediction),
                        median(cost::firstTrainingStep));
            }
        }
    }

    private static PlanningCost of(int examples) {
        PlanningCost cost = new PlanningCost();
        cost.examples = examples;
        return cost;
    }

    private static double median(Supplier<Object> work) {
        double[] micros = new double[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            long start = System.nanoTime();
            check(work.get());
            micros[i] = (System.nanoTime() - start) / 1e3;
        }
        Arrays.sort(micros);
        return micros[MEASURED / 2];
    }

    private static void check(Object made) {
        if (made.equals("")) {
            throw new AssertionError("Nothing was made");
        }
    }
}
