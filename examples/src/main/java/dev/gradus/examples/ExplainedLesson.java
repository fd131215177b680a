package dev.gradus.examples;

import dev.gradus.check.GradientCheck;
import dev.gradus.explain.Explanation;
import dev.gradus.explorer.Diagram;
import dev.gradus.explorer.Explorer;
import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lesson's first training step, told in equations, drawn, and as a page to step through: what the book of a course on it would hold. */
public final class ExplainedLesson {
    private ExplainedLesson() {}

    /** Writes everything into the folder that is named, or into target/lesson. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : "target/lesson");
        for (Path file : write(folder)) {
            System.out.println("Explained: " + file.toAbsolutePath().normalize());
        }
    }

    /** Writes listing, equations, diagrams and the page into a folder, which is made if need be; returns the files. */
    static List<Path> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Run run = lesson();
        Diagram.of(run.graph()).write(folder.resolve("lesson-forward.svg"));
        Trace trace = GradientCheck.of(run).check().mark(GradientDescent.of(1).trace(run));
        Diagram.of(trace).write(folder.resolve("lesson.svg"));
        Explanation explanation = Explanation.of(trace);
        Files.writeString(folder.resolve("lesson.txt"), explanation.listing() + "\n\n" + explanation.text() + "\n");
        Files.writeString(folder.resolve("lesson.tex"), explanation.latex());
        Explorer.of(trace).titled("Logical AND", "one layer, step by step").write(folder.resolve("lesson.html"));
        return List.of(
                folder.resolve("lesson-forward.svg"),
                folder.resolve("lesson.svg"),
                folder.resolve("lesson.txt"),
                folder.resolve("lesson.tex"),
                folder.resolve("lesson.html"));
    }

    private static Run lesson() {
        Tensor xTrain =
                Tensor.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}).named("n_batch", "n_in");
        Tensor yTrain = Tensor.of(new double[][] {{0}, {0}, {0}, {1}}).named("n_batch", "n_out");
        Tensor w0 = NumpyRandom.seed(0).normal(0, 1 / Math.sqrt(2), Shape.of(2, 1));
        Input x = Input.of("x", xTrain.shape());
        Input y = Input.of("y", yTrain.shape());
        Parameter W = Parameter.of("W", w0.named("n_in", "n_out"));
        Parameter b = Parameter.of("b", Tensor.zeros(1, 1).named("", "n_out"));
        Node z = x.matMul(W).add(b).named("z"); // eq 2
        Node yHat = z.sigmoid().named("ŷ"); // eq 3
        Node J = new MseLoss(yHat, y).named("J"); // eq 4
        return Run.of(Graph.of(J)).feed(x, xTrain).feed(y, yTrain);
    }
}
