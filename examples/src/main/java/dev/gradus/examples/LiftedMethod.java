package dev.gradus.examples;

import dev.gradus.explorer.Explorer;
import dev.gradus.graph.Graph;
import dev.gradus.lift.Lift;
import dev.gradus.lift.Lifted;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * The classifier of the lesson as a plain Java method without graph code. The program computes its gradient, writes a
 * page that shows its source next to the graph, and trains it. The argument is the file of the page; the default is
 * {@code target/lifted/and.html}.
 */
public final class LiftedMethod {
    private static final double[][] X = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    private static final double[] Y = {0, 0, 0, 1};
    private static final Path SOURCE = Path.of("src/main/java/dev/gradus/examples/LiftedMethod.java");

    private LiftedMethod() {}

    /** How far the answers for logical AND are from the right ones. */
    static double loss(double[] w) {
        double sum = 0;
        for (int i = 0; i < X.length; i++) {
            double z = w[0] * X[i][0] + w[1] * X[i][1] + w[2];
            double error = sigmoid(z) - Y[i];
            sum += error * error;
        }
        return sum / X.length;
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    /** Prints the value and the gradient, writes the page, and trains. */
    public static void main(String[] args) throws IOException {
        run(args.length > 0 ? Path.of(args[0]) : Path.of("target", "lifted", "and.html"), System.out);
    }

    static double[] run(Path page, PrintStream out) throws IOException {
        double[] start = {0.5, -0.5, 0};
        Lifted f = Lift.of(LiftedMethod::loss);
        out.printf(Locale.ROOT, "loss %.4f, gradient %s%n", f.value(start), Arrays.toString(f.gradient(start)));

        Parameter w = Parameter.of("w", Tensor.of(start));
        Node J = f.on(w).named("J");
        Run run = Run.of(Graph.of(J));
        Files.createDirectories(page.toAbsolutePath().getParent());
        Explorer.of(run)
                .titled("Logical AND", "a plain Java method")
                .source(SOURCE, f.places())
                .write(page);
        out.println(page);

        Trainer.of(run, GradientDescent.of(1)).train(2000);
        double[] trained = run.parameters().get(w).toArray();
        out.printf(Locale.ROOT, "after 2000 steps: loss %.4f%n", f.value(trained));
        return trained;
    }
}
