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
import dev.gradus.train.BatchGraph;
import dev.gradus.train.BatchRuns;
import dev.gradus.train.Batches;
import dev.gradus.train.CsvLog;
import dev.gradus.train.Evaluation;
import dev.gradus.train.LivePage;
import dev.gradus.train.Metrics;
import dev.gradus.train.Trainer;
import java.nio.file.Path;

/**
 * Trains a network with one hidden layer to separate two interleaved spirals. Open {@code spirals.html} in a browser to
 * watch the training. If you start the program again, it resumes from {@code spirals.npz}.
 */
public final class Spirals {
    private final NumpyRandom random = NumpyRandom.seed(0);
    private final Linear hidden = Linear.of("hidden", Initializers.heNormal(random, Shape.of(2, 64)));
    private final Linear output = Linear.of("output", Initializers.xavierNormal(random, Shape.of(64, 1)));
    final BatchRuns runs = BatchRuns.of(this::model);
    final Batches training = points(600).shuffled(random), unseen = points(300);

    /**
     * Trains the network.
     *
     * @param args optionally the folder of the files; {@code target} by default
     */
    public static void main(String[] args) {
        Path folder = Path.of(args.length > 0 ? args[0] : "target");
        Trainer trainer = new Spirals().trainer().watchingParameters();
        trainer.withListener(20, System.out::println)
                .withListener(5, LivePage.to(folder.resolve("spirals.html"), "Two spirals"))
                .withListener(CsvLog.to(folder.resolve("spirals.csv")))
                .savedIn(folder.resolve("spirals.npz"))
                .train(400);
    }

    Trainer trainer() {
        return Trainer.of(runs, training, Adam.of(0.01))
                .withValidation(Evaluation.of(runs, unseen).withMetric("AUC", Metrics::areaUnderRoc))
                .withEarlyStopping(60);
    }

    private BatchGraph model(int n) {
        Input x = Input.of("x", n, 2), y = Input.of("y", n, 1);
        Node yHat = x.then(hidden).relu().then(output).sigmoid();
        return BatchGraph.of(new MseLoss(yHat, y), x, y)
                .withMetric("accuracy", Metrics.accuracy(yHat, y))
                .predicting(yHat);
    }

    /**
     * Draws points of both arms alternately, at the radius r and the angle 3 r, with noise. The second arm is opposite
     * the first.
     */
    private Batches points(int count) {
        Tensor r = random.uniform(0.3, 3, Shape.of(count)), noise = random.normal(0, 0.1, Shape.of(count, 2));
        Tensor x = Tensor.generate(noise.shape(), i -> {
            double angle = 3 * r.get(i / 2) + Math.PI * (i / 2 % 2) - Math.PI / 2 * (i % 2);
            return r.get(i / 2) * StrictMath.cos(angle) + noise.get(i / 2, i % 2);
        });
        return Batches.of(50, x, Tensor.generate(Shape.of(count, 1), i -> i % 2));
    }
}
