package dev.gradus.examples;

import dev.gradus.graph.Graph;
import dev.gradus.loss.ClassLosses;
import dev.gradus.loss.Reduction;
import dev.gradus.nn.ConvolutionOptions;
import dev.gradus.nn.Convolutions;
import dev.gradus.nn.Initializers;
import dev.gradus.nn.Linear;
import dev.gradus.nn.PoolWindows;
import dev.gradus.nn.Pools;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Epoch;
import dev.gradus.train.Metrics;
import dev.gradus.train.Momentum;
import dev.gradus.train.Trainer;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A small convolutional network that reads digits. The program draws the digits itself, as five by seven dots with
 * noise near the center of a plane of 12 by 12. Two convolutions with ReLU and pooling detect strokes and then shapes;
 * a linear layer classifies them.
 */
public final class Digits {
    private static final int CLASSES = 10;
    private static final int EDGE = 12;
    private static final int WIDTH = 5;

    /** Seven rows for each digit, a bit for each dot. */
    private static final int[][] DOTS = {
        {14, 17, 19, 21, 25, 17, 14},
        {4, 12, 4, 4, 4, 4, 14},
        {14, 17, 1, 2, 4, 8, 31},
        {31, 2, 4, 2, 1, 17, 14},
        {2, 6, 10, 18, 31, 2, 2},
        {31, 16, 30, 1, 1, 17, 14},
        {6, 8, 16, 30, 17, 17, 14},
        {31, 1, 2, 4, 8, 8, 8},
        {14, 17, 17, 14, 17, 17, 14},
        {14, 17, 17, 15, 1, 2, 12}
    };

    private final NumpyRandom random = NumpyRandom.seed(0);
    private final Parameter strokes = kernel("strokes", 6, 1);
    private final Parameter shapes = kernel("shapes", 12, 6);
    private final Linear output = Linear.of("output", Initializers.xavierNormal(random, Shape.of(12 * 9, CLASSES)));

    /** Trains the network and prints the losses and the accuracy on unseen digits. */
    public static void main(String[] args) {
        new Digits().run(60, System.out);
    }

    /** Three by three weights for each pair of channels, with He's variance. */
    private Parameter kernel(String name, int outputs, int inputs) {
        return Parameter.of(name, random.normal(0, Math.sqrt(2.0 / (9 * inputs)), Shape.of(outputs, inputs, 3, 3)));
    }

    /** Returns the losses, and at the end the accuracy on digits not seen before. */
    double[] run(int steps, PrintStream out) {
        Tensor labels = labels(400);
        Tensor images = images(labels);
        Input x = Input.of("x", images.shape()), y = Input.of("y", labels.shape());
        Node J = ClassLosses.crossEntropy(logits(x), y, Reduction.MEAN).named("J");
        Run run = Run.of(Graph.of(J)).feed(x, images).feed(y, labels);
        List<Epoch> history = Trainer.of(run, Momentum.of(0.05, 0.9))
                .withListener(10, out::println)
                .train(steps);
        double[] losses = Arrays.copyOf(Losses.of(history), steps + 1);
        losses[steps] = accuracy(run.parameters());
        out.printf(Locale.ROOT, "Accuracy on digits not seen before: %.2f%n", losses[steps]);
        return losses;
    }

    private Node logits(Node x) {
        ConvolutionOptions sameSize = ConvolutionOptions.of().padding(1);
        Node found = Pools.maxPool(Convolutions.conv2d(x, strokes, sameSize).relu(), PoolWindows.of(2));
        Node seen = Pools.maxPool(Convolutions.conv2d(found, shapes, sameSize).relu(), PoolWindows.of(2));
        int batch = x.shape().size(0);
        return output.apply(seen.reshape(batch, seen.shape().elements() / batch));
    }

    private double accuracy(Parameters parameters) {
        Tensor labels = labels(200);
        Input x = Input.of("x", 200, 1, EDGE, EDGE), y = Input.of("y", labels.shape());
        Run run = Run.of(Graph.of(Metrics.classAccuracy(logits(x), y)), parameters);
        return run.feed(x, images(labels)).feed(y, labels).forward();
    }

    private Tensor labels(int count) {
        return Tensor.generate(Shape.of(count), i -> random.randint(0, CLASSES));
    }

    /** A row and a column for the upper left corner, then noise for each dot. */
    private Tensor images(Tensor labels) {
        int count = labels.shape().size(0);
        double[] images = new double[count * EDGE * EDGE];
        for (int i = 0; i < count; i++) {
            int[] dots = DOTS[(int) labels.get(i)];
            int row = (int) random.randint(2, 5);
            int column = (int) random.randint(3, 6);
            double[] noise = random.normal(0, 0.2, Shape.of(EDGE, EDGE)).toArray();
            Arrays.setAll(noise, at -> noise[at] + dot(dots, at / EDGE - row, at % EDGE - column));
            System.arraycopy(noise, 0, images, i * noise.length, noise.length);
        }
        return Tensor.of(Shape.of(count, 1, EDGE, EDGE), images);
    }

    private static int dot(int[] dots, int row, int column) {
        boolean inside = row >= 0 && row < dots.length && column >= 0 && column < WIDTH;
        return inside ? dots[row] >> (WIDTH - 1 - column) & 1 : 0;
    }
}
