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
 * Two spirals, one inside of the other, that two layers tell apart. Open {@code spirals.html} in a browser while it trains;
 * started again, it goes on from {@code spirals.npz}.
 */
public final class Spirals {
    private final NumpyRandom random = NumpyRandom.seed(0);
    private final Linear hidden = Linear.of("hidden", Initializers.heNormal(random, Shape.of(2, 64)));
    private final Linear output = Linear.of("output", Initializers.xavierNormal(random, Shape.of(64, 1)));
    final BatchRuns runs = BatchRuns.of(this::model);
    final Batches training = points(600).shuffled(random), unseen = points(300);

    /** Trains, with its files in the folder {@code target} or that of the first argument. */
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

    /** Points of both arms in turn: at the radius r and the angle 3 r, with noise; the second arm lies opposite. */
    private Batches points(int count) {
        Tensor r = random.uniform(0.3, 3, Shape.of(count)), noise = random.normal(0, 0.1, Shape.of(count, 2));
        Tensor x = Tensor.generate(noise.shape(), i -> {
            double angle = 3 * r.get(i / 2) + Math.PI * (i / 2 % 2) - Math.PI / 2 * (i % 2);
            return r.get(i / 2) * StrictMath.cos(angle) + noise.get(i / 2, i % 2);
        });
        return Batches.of(50, x, Tensor.generate(Shape.of(count, 1), i -> i % 2));
    }
}
