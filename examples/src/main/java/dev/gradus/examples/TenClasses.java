package dev.gradus.examples;

import dev.gradus.loss.CrossEntropyLoss;
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
import dev.gradus.train.Metrics;
import dev.gradus.train.Trainer;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Two layers that separate ten classes, the arms of a spiral: leaky ReLU between the layers, softmax with
 * cross-entropy, mini-batches of 64 with a smaller last one, and Adam. The accuracy on unseen points is above 99 %.
 */
public final class TenClasses {
    private static final int CLASSES = 10;
    private static final int TRAINING = 1000;
    private static final int TESTING = 500;

    private final NumpyRandom random = NumpyRandom.seed(0);
    private final Linear hidden = Linear.of("hidden", Initializers.heNormal(random, Shape.of(2, 64)));
    private final Linear output = Linear.of("output", Initializers.xavierNormal(random, Shape.of(64, CLASSES)));

    /** Trains the network and prints its accuracy on unseen points. */
    public static void main(String[] args) {
        new TenClasses().run(System.out);
    }

    /** Returns the accuracy on unseen points. */
    double run(PrintStream out) {
        Tensor labels = labels(TRAINING);
        Tensor points = points(labels);
        Tensor unseenLabels = labels(TESTING);
        Tensor unseenPoints = points(unseenLabels);

        BatchRuns runs = BatchRuns.of(this::model);
        Trainer.of(runs, Batches.of(64, points, labels).shuffled(random), Adam.of(0.01))
                .withListener(10, out::println)
                .train(60);
        double accuracy =
                runs.means(Batches.of(TESTING, unseenPoints, unseenLabels)).metric("accuracy");
        out.printf(Locale.ROOT, "Accuracy on points not seen before: %.3f%n", accuracy);
        return accuracy;
    }

    private BatchGraph model(int batch) {
        Input x = Input.of("x", batch, 2), y = Input.of("y", batch);
        Node logits = output.apply(hidden.apply(x).leakyRelu(0.01));
        return BatchGraph.of(new CrossEntropyLoss(logits, y).named("J"), x, y)
                .withMetric("accuracy", Metrics.classAccuracy(logits, y));
    }

    private Tensor labels(int examples) {
        return Tensor.generate(Shape.of(examples), i -> random.nextInt(CLASSES));
    }

    /** A point for each label: somewhere along its arm, a little beside it. */
    private Tensor points(Tensor labels) {
        double[][] points = new double[labels.shape().size(0)][];
        for (int i = 0; i < points.length; i++) {
            double radius = random.uniform(0.3, 1);
            double angle = 2 * Math.PI * labels.get(i) / CLASSES + 2 * radius + random.normal(0, 0.07);
            points[i] = new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
        }
        return Tensor.of(points);
    }
}
