package dev.gradus.examples;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.nn.Initializers;
import dev.gradus.nn.Linear;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Trainer;
import java.io.PrintStream;
import java.util.Locale;

/** Exclusive or, which two layers can learn and one cannot: the classifier of the lesson with a hidden layer. */
public final class Xor {
    private Xor() {}

    /** Trains the network and prints the truth table. */
    public static void main(String[] args) {
        run(System.out);
    }

    /** Trains, prints the table and returns the outputs, of shape (4, 1). */
    static Tensor run(PrintStream out) {
        NumpyRandom random = NumpyRandom.seed(0);
        Linear hidden = Linear.of("hidden", Initializers.xavierNormal(random, Shape.of(2, 4)));
        Linear output = Linear.of("output", Initializers.xavierNormal(random, Shape.of(4, 1)));

        Input x = Input.of("x", Shape.of(4, 2).named("n_batch", "n_in"));
        Input y = Input.of("y", 4, 1);
        Node h = hidden.apply(x).tanh().named("h");
        Node yHat = output.apply(h).sigmoid().named("ŷ");
        Node J = new MseLoss(yHat, y).named("J");

        double[][] table = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        Run run = Run.builder(Graph.of(J)).keep(yHat).build();
        run.feed(x, table).feed(y, new double[] {0, 1, 1, 0});
        Trainer.of(run, GradientDescent.of(1)).withListener(1000, out::println).train(5001);
        run.forward();
        Tensor outputs = run.value(yHat);
        for (int i = 0; i < table.length; i++) {
            out.printf(Locale.ROOT, "%.0f XOR %.0f = %.2f%n", table[i][0], table[i][1], outputs.get(i, 0));
        }
        return outputs;
    }
}
