package dev.gradus.examples;

import dev.gradus.explorer.Explorer;
import dev.gradus.graph.Graph;
import dev.gradus.loss.ClassLosses;
import dev.gradus.loss.MseLoss;
import dev.gradus.loss.Reduction;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.onnx.OnnxModel;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Three models that PyTorch exported as ONNX files, each with its own weights and a loss as a page to step through: a
 * classifier, a network of convolutions, and a block of a transformer. The argument is the folder of the pages;
 * {@code target/models} if there is none.
 */
public final class ModelsOfPyTorch {
    /** Where the tests of gradus-onnx have them; seen from the folder of the examples. */
    private static final Path FILES =
            Path.of("..", "core", "onnx", "src", "test", "resources", "dev", "gradus", "onnx");

    private ModelsOfPyTorch() {}

    /**
     * A model and a loss of it.
     *
     * @param file the name of the model's file and of the page, without their endings
     * @param title what it is
     * @param subtitle its sizes
     * @param run with all inputs
     */
    record Imported(String file, String title, String subtitle, Run run) {}

    /** Writes the pages. */
    public static void main(String[] args) throws IOException {
        write(args.length > 0 ? Path.of(args[0]) : Path.of("target", "models"), System.out);
    }

    static void write(Path folder, PrintStream out) throws IOException {
        Files.createDirectories(folder);
        for (Imported model : all()) {
            Path page = folder.resolve(model.file() + ".html");
            Explorer.of(model.run()).titled(model.title(), model.subtitle()).write(page);
            out.println(page);
        }
    }

    static List<Imported> all() throws IOException {
        return List.of(classifier(), images(), block());
    }

    private static OnnxModel model(String name, Map<String, Integer> sizes) throws IOException {
        return OnnxModel.read(FILES.resolve(name + ".onnx"), sizes);
    }

    /** Its results are the logarithms of probabilities. */
    private static Imported classifier() throws IOException {
        OnnxModel model = model("classifier", Map.of("batch", 4));
        Input labels = Input.of("labels", 4);
        Node J = ClassLosses.negativeLogLikelihood(model.output("y"), labels, Reduction.MEAN);
        return new Imported(
                "classifier",
                "A classifier from PyTorch",
                "two layers with tanh, four examples of three classes",
                run(model, J, labels, Tensor.of(0, 1, 2, 1)));
    }

    /** Its results are scores. */
    private static Imported images() throws IOException {
        OnnxModel model = model("images", Map.of());
        Input labels = Input.of("labels", 2);
        Node J = ClassLosses.crossEntropy(model.output("y"), labels, Reduction.MEAN);
        return new Imported(
                "images",
                "Convolutions from PyTorch",
                "two images of 14 × 14, five classes",
                run(model, J, labels, Tensor.of(3, 1)));
    }

    /** What it shall make of each position is at random. */
    private static Imported block() throws IOException {
        OnnxModel model = model("block", Map.of("batch", 1, "positions", 4));
        Node y = model.output("y");
        Input target = Input.of("target", y.shape());
        return new Imported(
                "block",
                "A transformer's block from PyTorch",
                "four positions of eight features, two heads",
                run(model, new MseLoss(y, target), target, normal(1, y.shape())));
    }

    private static Run run(OnnxModel model, Node objective, Input labels, Tensor numbers) {
        Input x = model.input("x");
        return Run.of(Graph.of(objective.named("J")))
                .feed(x, normal(0, x.shape()))
                .feed(labels, numbers);
    }

    private static Tensor normal(int seed, Shape shape) {
        return NumpyRandom.seed(seed).normal(0, 1, shape);
    }
}
