package dev.gradus.examples;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.nn.Initializers;
import dev.gradus.nn.Linear;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Adam;
import dev.gradus.train.Optimizer;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One trained model that answers from eight threads. The graph is immutable and shared; a run belongs to one thread, so each
 * thread has its own; all of them read one snapshot of the parameters, which nobody changes, while training may go on with
 * the originals.
 */
public final class ServingFromThreads {
    static final int THREADS = 8;
    static final int QUESTIONS = 2000;

    private final NumpyRandom random = NumpyRandom.seed(0);
    private final Linear hidden = Linear.of("hidden", Initializers.xavierNormal(random, Shape.of(1, 8)));
    private final Linear output = Linear.of("output", Initializers.xavierNormal(random, Shape.of(8, 1)));

    /** Trains, and asks all threads the same questions. */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        new ServingFromThreads().run(System.out);
    }

    /** Returns the answers of each thread. */
    List<double[]> run(PrintStream out) throws InterruptedException, ExecutionException {
        Parameters trained = train();
        Parameters snapshot = trained.snapshot();
        Input x = Input.of("x", 1, 1);
        Node yHat = model(x);
        Graph serving = Graph.of(yHat);

        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<double[]>> promised = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            promised.add(threads.submit(() -> answers(Run.of(serving, snapshot), x)));
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

    private Node model(Node x) {
        return output.apply(hidden.apply(x).tanh());
    }

    /** Fits sin(x) for x from 0 to 2. */
    private Parameters train() {
        int n = 41;
        Input x = Input.of("x", n, 1);
        Input y = Input.of("y", n, 1);
        Tensor places = Tensor.generate(x.shape(), i -> i / 20.0);
        Run training =
                Run.of(Graph.of(new MseLoss(model(x), y))).feed(x, places).feed(y, places.map(StrictMath::sin));
        Optimizer descent = Adam.of(0.01);
        for (int epoch = 0; epoch < 3000; epoch++) {
            training.forward();
            training.backward();
            descent.step(training);
        }
        return training.parameters();
    }

    private static double[] answers(Run run, Input x) {
        double[] answers = new double[QUESTIONS];
        for (int i = 0; i < QUESTIONS; i++) {
            answers[i] = run.feed(x, new double[] {2.0 * i / QUESTIONS}).forward();
        }
        return answers;
    }
}
