package dev.gradus.examples;

import dev.gradus.check.GradientCheck;
import dev.gradus.check.GradientReport;
import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import java.io.PrintStream;
import java.util.Locale;

/** The lesson's last part: backpropagation's gradients against numerical ones, on random problems. */
final class GradientsOfTheLesson {
    private static final int PROBLEMS = 100;

    private static final int N_BATCH = 100;
    private static final int N_IN = 10;
    private static final int N_OUT = 10;

    private final NumpyRandom random;

    GradientsOfTheLesson(long seed) {
        random = NumpyRandom.seed(seed);
    }

    /** Checks all problems and prints one line; a wrong gradient stops it with a report. */
    void run(PrintStream out, PrintStream err) {
        int derivatives = 0;
        double worst = 0;
        try (Progress progress = new Progress("Gradient check", PROBLEMS, err)) {
            for (int problem = 0; problem < PROBLEMS; problem++) {
                GradientReport report = checkOne().assertPassed();
                for (var node : report.gradients()) {
                    derivatives += node.elements().size();
                    for (var element : node.elements()) {
                        worst = Math.max(
                                worst,
                                Math.abs(element.backward() - element.numeric().value()));
                    }
                }
                progress.step();
            }
        }
        out.printf(
                Locale.ROOT,
                "%d problems of %d×%d → %d: all %,d derivatives agree, the largest difference is %.0e%n",
                PROBLEMS,
                N_BATCH,
                N_IN,
                N_OUT,
                derivatives,
                worst);
    }

    private GradientReport checkOne() {
        Shape batch = Shape.of(N_BATCH, N_IN).named("n_batch", "n_in");
        Input x = Input.of("x", batch);
        Input y = Input.of("y", N_BATCH, N_OUT);
        Parameter W = Parameter.of("W", random.randn(N_IN, N_OUT));
        Parameter b = Parameter.of("b", random.randn(1, N_OUT));
        Node yHat = x.matMul(W).add(b).named("z").sigmoid().named("ŷ");
        Node J = new MseLoss(yHat, y).named("J");
        Run run = Run.of(Graph.of(J)).feed(x, random.randn(N_BATCH, N_IN)).feed(y, random.randn(N_BATCH, N_OUT));
        return GradientCheck.of(run).check();
    }
}
