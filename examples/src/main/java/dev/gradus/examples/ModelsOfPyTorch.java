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
 * Reads three models that PyTorch exported as ONNX files, with their weights, adds a loss to each, and writes pages to
 * step through: a classifier, a convolutional network, and a transformer block. The argument is the folder of the
 * pages; the default is {@code target/models}.
 */
public final class ModelsOfPyTorch {
    /** The files of the tests of gradus-onnx, relative to the folder of the examples. */
    private static final Path FILES =
            Path.of("..", "core", "connect", "onnx", "src", "test", "resources", "dev", "gradus", "onnx");

    private ModelsOfPyTorch() {}

    /**
     * A model with a loss.
     *
     * @param file the name of the model's file and of the page, without extension
     * @param title the title of the page
     * @param subtitle the sizes of the model
     * @param run a run with all inputs fed
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

    /** Returns the classifier, whose outputs are logarithms of probabilities. */
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

    /** Returns the convolutional network, whose outputs are scores. */
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

    /** Returns the transformer block, with random targets. */
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
