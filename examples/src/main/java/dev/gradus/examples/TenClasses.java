package dev.gradus.examples;

import dev.gradus.graph.Graph;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.nn.Initializers;
import dev.gradus.nn.Linear;
import dev.gradus.node.ArgMax;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Adam;
import dev.gradus.train.BatchGraph;
import dev.gradus.train.BatchRuns;
import dev.gradus.train.Batches;
import dev.gradus.train.Trainer;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Two layers that tell ten classes apart: the arms of a spiral, which no straight line separates. Leaky ReLU in between,
 * softmax and cross-entropy at the end, mini-batches of 64 with a smaller last one, Adam. Of points that it has not seen it
 * gets more than 99 in 100 right.
 */
public final class TenClasses {
    private static final int CLASSES = 10;
    private static final int TRAINING = 1000;
    private static final int TESTING = 500;

    private final NumpyRandom random = NumpyRandom.seed(0);
    private final Linear hidden = Linear.of("hidden", Initializers.heNormal(random, Shape.of(2, 64)));
    private final Linear output = Linear.of("output", Initializers.xavierNormal(random, Shape.of(64, CLASSES)));

    /** Trains, and prints the accuracy on unseen points. */
    public static void main(String[] args) {
        new TenClasses().run(System.out);
    }

    /** Returns the accuracy on unseen points. */
    double run(PrintStream out) {
        Tensor labels = labels(TRAINING);
        Tensor points = points(labels);
        Tensor unseenLabels = labels(TESTING);
        Tensor unseenPoints = points(unseenLabels);

        BatchRuns runs = BatchRuns.of(this::lossOf);
        Batches batches = Batches.of(64, points, labels).shuffled(random);
        Trainer.of(runs, batches, Adam.of(0.01))
                .withListener(epoch -> {
                    if (epoch.number() % 10 == 0) {
                        out.printf(Locale.ROOT, "epoch %2d   loss %.4f%n", epoch.number(), epoch.loss());
                    }
                })
                .train(60);

        double accuracy = accuracy(runs.parameters(), unseenPoints, unseenLabels);
        out.printf(Locale.ROOT, "Accuracy on points not seen before: %.3f%n", accuracy);
        return accuracy;
    }

    private Node logits(Node x) {
        return output.apply(hidden.apply(x).leakyRelu(0.01));
    }

    private BatchGraph lossOf(int batch) {
        Input x = Input.of("x", batch, 2);
        Input y = Input.of("y", batch);
        return BatchGraph.of(new CrossEntropyLoss(logits(x), y).named("J"), x, y);
    }

    private double accuracy(Parameters parameters, Tensor points, Tensor labels) {
        Input x = Input.of("x", points.shape());
        Node answer = new ArgMax(logits(x), 1);
        Run run = Run.of(Graph.of(answer), parameters).feed(x, points);
        run.forward();
        Tensor answers = run.value(answer);
        int right = 0;
        for (int i = 0; i < labels.shape().size(0); i++) {
            right += answers.get(i) == labels.get(i) ? 1 : 0;
        }
        return (double) right / labels.shape().size(0);
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
