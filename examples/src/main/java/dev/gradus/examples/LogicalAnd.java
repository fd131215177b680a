package dev.gradus.examples;

import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.NumpyFormat;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.PrintStream;
import java.util.Locale;

/** The lesson's first example: learn logical AND from its truth table, and print what the Python lesson prints. */
final class LogicalAnd {
    private static final Tensor X_TRAIN =
            Tensor.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}).named("n_batch", "n_in");
    private static final Tensor Y_TRAIN =
            Tensor.of(new double[][] {{0}, {0}, {0}, {1}}).named("n_batch", "n_out");

    private final Settings settings;
    private final OneLayerClassifier classifier;

    LogicalAnd(Settings settings) {
        this.settings = settings;
        NumpyRandom random = NumpyRandom.seed(settings.seed());
        int inputs = 2;
        int outputs = 1;
        Tensor W = random.normal(0, 1 / Math.sqrt(inputs), Shape.of(inputs, outputs)); // LeCun's initialization
        Tensor b = Tensor.zeros(1, outputs);
        classifier = new OneLayerClassifier(W, b);
    }

    /** Prints the table before training, ten of the losses, and the table after; returns all losses. */
    double[] run(PrintStream out, PrintStream err) {
        printTable(out);
        double[] losses = train(err);
        Losses.print(losses, out);
        printTable(out);
        return losses;
    }

    /** Trains and returns the loss of every epoch. */
    double[] train(PrintStream err) {
        try (Progress progress = new Progress("Logical AND", settings.epochs(), err)) {
            return classifier.train(X_TRAIN, Y_TRAIN, settings, progress);
        }
    }

    FirstStep firstStep() {
        return new FirstStep("Logical AND", classifier.untrained(X_TRAIN, Y_TRAIN), settings.learningRate());
    }

    OneLayerClassifier classifier() {
        return classifier;
    }

    Tensor predictions() {
        return classifier.predict(X_TRAIN);
    }

    private void printTable(PrintStream out) {
        Tensor yHat = predictions().round(2);
        out.println("x1, x2      target     model ");
        for (int i = 0; i < 4; i++) {
            out.printf(
                    Locale.ROOT,
                    "[%.0f, %.0f]   →   [%.0f]       %s%n",
                    X_TRAIN.get(i, 0),
                    X_TRAIN.get(i, 1),
                    Y_TRAIN.get(i, 0),
                    NumpyFormat.row(yHat.row(i)));
        }
    }
}
