package dev.gradus.examples;

import dev.gradus.loss.MseLoss;
import dev.gradus.nn.Initializers;
import dev.gradus.nn.Linear;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Adam;
import dev.gradus.train.Batch;
import dev.gradus.train.BatchGraph;
import dev.gradus.train.BatchRuns;
import dev.gradus.train.Predictor;
import dev.gradus.train.Trainer;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Serves one trained model from eight threads. The predictor has its own copy of the parameters, so training may
 * continue with the originals. New parameters that it loads become visible to all threads at once.
 */
public final class ServingFromThreads {
    static final int THREADS = 8;
    static final int QUESTIONS = 2000;

    private final NumpyRandom random = NumpyRandom.seed(0);
    private final Linear hidden = Linear.of("hidden", Initializers.xavierNormal(random, Shape.of(1, 8)));
    private final Linear output = Linear.of("output", Initializers.xavierNormal(random, Shape.of(8, 1)));

    /** Trains the model and asks all threads the same questions. */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        new ServingFromThreads().run(System.out);
    }

    /** Fits sin(x) for x from 0 to 2, and returns the answers of each thread. */
    List<double[]> run(PrintStream out) throws InterruptedException, ExecutionException {
        BatchRuns runs = BatchRuns.of(this::model);
        Tensor places = Tensor.generate(Shape.of(41, 1), i -> i / 20.0);
        Trainer.of(runs.feed(Batch.of(places, places.map(StrictMath::sin))), Adam.of(0.01))
                .train(3000);

        Predictor predictor = Predictor.of(runs);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<double[]>> promised = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            promised.add(threads.submit(() -> answers(predictor)));
        }
        List<double[]> answers = new ArrayList<>();
        for (Future<double[]> promise : promised) {
            answers.add(promise.get());
        }
        threads.shutdown();
        out.printf(Locale.ROOT, "%d threads answered %d questions each%n", THREADS, QUESTIONS);
        out.printf(Locale.ROOT, "sin(1) is 0.841, the model says %.3f%n", answers.get(0)[QUESTIONS / 2]);
        return answers;
    }

    private BatchGraph model(int n) {
        Input x = Input.of("x", n, 1), y = Input.of("y", n, 1);
        Node yHat = output.apply(hidden.apply(x).tanh());
        return BatchGraph.of(new MseLoss(yHat, y), x, y).predicting(yHat);
    }

    private static double[] answers(Predictor predictor) {
        double[] answers = new double[QUESTIONS];
        for (int i = 0; i < QUESTIONS; i++) {
            Tensor question = Tensor.of(new double[][] {{2.0 * i / QUESTIONS}});
            answers[i] = predictor.predict(Batch.of(question)).item();
        }
        return answers;
    }
}
