package dev.gradus.onnx;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.onnx.file.ModelReader;
import dev.gradus.onnx.file.Refusal;
import dev.gradus.onnx.read.GraphReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A model read from an ONNX file, such as one that PyTorch exported: a graph whose weights are parameters.
 *
 * <pre>{@code
 * OnnxModel model = OnnxModel.read(Path.of("model.onnx"), Map.of("batch", 4));
 * Run run = Run.of(model.graph()).feed(model.input("x"), x);
 * run.forward();
 * Tensor y = run.value(model.output("y"));
 * }</pre>
 *
 * <p>Each node has the name of its value in the file. PyTorch's exporter generates names such as {@code
 * /hidden/Gemm_output_0}; of these, the last value of a module gets the name of the module. All numbers are converted
 * to float64 exactly and computed in double precision. An integer that is not a float64 is rejected, except the largest
 * one and its negative, which usually mean the ends of an axis: they become 2⁶³ and −2⁶³. Initializers of real numbers
 * become parameters; running statistics of batch normalization and bounds become constants. Computations on shapes
 * alone are done while reading.
 *
 * <p>Files are not trusted: all claims are checked, and every fault is reported as an {@link OnnxException}. Reading
 * takes time proportional to the size of the file, whatever it claims.
 */
public final class OnnxModel {
    private final Map<String, Input> inputs;
    private final Map<String, Node> outputs;
    private final Map<String, Node> nodes;
    private final Graph graph;

    private OnnxModel(GraphReader reader) {
        this.inputs = Collections.unmodifiableMap(reader.inputs());
        this.outputs = Collections.unmodifiableMap(reader.outputs());
        this.nodes = reader.nodes();
        this.graph = Graph.of(reader.results());
    }

    /**
     * Reads a model whose inputs have fixed sizes.
     *
     * @throws OnnxException if the file is not a model, is broken, contains an unsupported operator, or leaves a size
     *     open
     * @throws IOException if the file cannot be read
     */
    public static OnnxModel read(Path file) throws IOException {
        return read(file, Map.of());
    }

    /**
     * Reads a model for inputs of these sizes.
     *
     * @param sizes the sizes of axes that the file leaves open, by their names in the file, such as {@code batch}; the
     *     first axis of the input x without a name is {@code x[0]}
     * @throws OnnxException if the file is not a model, is broken, or contains an unsupported operator, if there is not
     *     enough memory, or if an open size is not given
     * @throws IOException if the file cannot be read
     */
    public static OnnxModel read(Path file, Map<String, Integer> sizes) throws IOException {
        Objects.requireNonNull(sizes, "sizes");
        return read(file, OnnxOptions.of().sizes(sizes));
    }

    /**
     * Reads a model with these options.
     *
     * @throws OnnxException for the reasons of {@link #read(Path, Map)}
     * @throws IOException if the file cannot be read
     */
    public static OnnxModel read(Path file, OnnxOptions options) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(options, "options");
        try {
            return of(file.toString(), Files.readAllBytes(file), options);
        } catch (OutOfMemoryError tooLarge) {
            throw notEnoughMemory(file.toString(), tooLarge);
        }
    }

    /**
     * Reads a model from bytes.
     *
     * @param name the name to use in messages
     * @param sizes the sizes of axes that the model leaves open, by their names
     * @throws OnnxException for the reasons of {@link #read(Path, Map)}
     */
    public static OnnxModel of(String name, byte[] bytes, Map<String, Integer> sizes) {
        Objects.requireNonNull(sizes, "sizes");
        return of(name, bytes, OnnxOptions.of().sizes(sizes));
    }

    /**
     * Reads a model from bytes with these options.
     *
     * @param name the name to use in messages
     * @throws OnnxException for the reasons of {@link #read(Path, Map)}
     */
    public static OnnxModel of(String name, byte[] bytes, OnnxOptions options) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(bytes, "bytes");
        Objects.requireNonNull(options, "options");
        try {
            return OnnxException.unlessRefused(() -> new OnnxModel(new GraphReader(
                            name,
                            ModelReader.read(name, bytes),
                            options.sizes(),
                            options.inputs(),
                            options.constantsAreWeights())
                    .read()));
        } catch (OutOfMemoryError tooLarge) {
            throw notEnoughMemory(name, tooLarge);
        }
    }

    private static OnnxException notEnoughMemory(String name, OutOfMemoryError cause) {
        return new OnnxException(new Refusal(name + ": there is not enough memory for this model", cause));
    }

    /** Returns the outputs as a graph. */
    public Graph graph() {
        return graph;
    }

    /** Returns the inputs by name, in the order of the file. */
    public Map<String, Input> inputs() {
        return inputs;
    }

    /** Returns the outputs by name, in the order of the file. */
    public Map<String, Node> outputs() {
        return outputs;
    }

    /** Returns the weights that the outputs depend on. */
    public List<Parameter> parameters() {
        return graph.parameters();
    }

    /**
     * Returns the input with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Input input(String name) {
        return found("input", name, inputs);
    }

    /**
     * Returns the output with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Node output(String name) {
        return found("output", name, outputs);
    }

    /**
     * Returns the node whose value has this name in the file.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Node node(String name) {
        return found("node", name, nodes);
    }

    private static <T> T found(String kind, String name, Map<String, T> all) {
        T node = all.get(Objects.requireNonNull(name, "name"));
        if (node == null) {
            throw new IllegalArgumentException("The model has no " + kind + " '" + name + "'"
                    + (kind.equals("node") ? "" : "; it has " + all.keySet()));
        }
        return node;
    }
}
