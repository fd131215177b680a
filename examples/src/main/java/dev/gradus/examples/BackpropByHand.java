package dev.gradus.examples;

import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import java.io.PrintStream;
import java.util.Locale;

/**
 * The classifier of the lesson without a graph. Both passes are written by hand on plain arrays, for one output, and
 * produce the same numbers as the engine.
 */
public final class BackpropByHand {
    final double[] W;
    double b;

    BackpropByHand(double... initialW) {
        W = initialW.clone();
    }

    /** Trains the classifier on logical AND, as the lesson does. */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        double[][] x = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        double[] y = {0, 0, 0, 1};
        double[] W =
                NumpyRandom.seed(0).normal(0, 1 / Math.sqrt(2), Shape.of(2)).toArray();
        BackpropByHand classifier = new BackpropByHand(W);
        for (int epoch = 0; epoch < 2000; epoch++) {
            double loss = classifier.epoch(x, y, 1);
            if (epoch % 200 == 0) {
                out.printf(Locale.ROOT, "loss  %.4f%n", loss);
            }
        }
        for (double[] row : x) {
            out.printf(Locale.ROOT, "%.0f AND %.0f = %.2f%n", row[0], row[1], classifier.predict(row));
        }
    }

    /** ŷ for one example. */
    double predict(double[] x) {
        double z = 0;
        for (int i = 0; i < W.length; i++) {
            z += x[i] * W[i];
        }
        return 1 / (1 + StrictMath.exp(-(z + b))); // eq 2 and 3
    }

    /** One step of gradient descent on all examples; returns the loss before it. */
    double epoch(double[][] x, double[] y, double learningRate) {
        double squares = 0;
        double[] dW = new double[W.length];
        double db = 0;
        for (int t = 0; t < x.length; t++) {
            double yHat = predict(x[t]);
            squares += (y[t] - yHat) * (y[t] - yHat); // eq 4
            double rho = (yHat - y[t]) / x.length * (yHat * (1 - yHat)); // eq 5 and 6: ∂J/∂z
            for (int i = 0; i < W.length; i++) {
                dW[i] += x[t][i] * rho; // eq 7: xᵀ ∂J/∂z
            }
            db += rho; // eq 8
        }
        for (int i = 0; i < W.length; i++) {
            W[i] -= learningRate * dW[i];
        }
        b -= learningRate * db;
        return squares / x.length / 2;
    }
}
