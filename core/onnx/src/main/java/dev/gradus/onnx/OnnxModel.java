package dev.gradus.onnx;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A model that was read from an ONNX file, such as PyTorch exports: a graph whose weights are parameters.
 *
 * <pre>{@code
 * OnnxModel model = OnnxModel.read(Path.of("model.onnx"), Map.of("batch", 4));
 * Run run = Run.of(model.graph()).feed(model.input("x"), x);
 * run.forward();
 * Tensor y = run.value(model.output("y"));
 * }</pre>
 *
 * <p>Nodes have the names that their values have in the file. Of a name that PyTorch's exporter makes up, such as
 * {@code /hidden/Gemm_output_0}, only the module's name is kept, by the last value that it computes. Numbers are float64, whatever their type there: weights of
 * float32 or less become doubles exactly, and everything is computed in double precision. Integers become doubles exactly, too,
 * or are refused; but the largest one and its negative, which in most files stand for the ends of an axis, become 2⁶³ and −2⁶³. Weights are the
 * initializers of real numbers; running statistics of a batch normalisation and bounds are constants. What the file computes of
 * shapes alone is computed while it is read.
 *
 * <p>A file is not trusted: what it claims is checked before it is believed, and every fault is an {@link OnnxException}. Reading
 * takes time in proportion to the file's size, whatever it asks to be computed.
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
     * The model in a file whose inputs have fixed sizes.
     *
     * @throws OnnxException if the file is no model, broken, has an operator that is not supported, or leaves a size open
     * @throws IOException if it cannot be read
     */
    public static OnnxModel read(Path file) throws IOException {
        return read(file, Map.of());
    }

    /**
     * The model in a file, for inputs of these sizes.
     *
     * @param sizes of the axes that the file leaves open, by their names there, as {@code batch}; {@code x[0]} for the first
     *     axis of the input x if it has no name
     * @throws OnnxException if the file is no model, broken, or has an operator that is not supported, if there is not enough
     *     memory for it, or an open size is not among those given
     * @throws IOException if it cannot be read
     */
    public static OnnxModel read(Path file, Map<String, Integer> sizes) throws IOException {
        Objects.requireNonNull(sizes, "sizes");
        return read(file, OnnxOptions.of().sizes(sizes));
    }

    /**
     * The model in a file, read with these options.
     *
     * @throws OnnxException as above
     * @throws IOException if it cannot be read
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
     * The model in these bytes.
     *
     * @param name what is read, for messages
     * @param sizes of the axes that are left open, by their names
     * @throws OnnxException as above
     */
    public static OnnxModel of(String name, byte[] bytes, Map<String, Integer> sizes) {
        Objects.requireNonNull(sizes, "sizes");
        return of(name, bytes, OnnxOptions.of().sizes(sizes));
    }

    /**
     * The model in these bytes, read with these options.
     *
     * @param name what is read, for messages
     * @throws OnnxException as above
     */
    public static OnnxModel of(String name, byte[] bytes, OnnxOptions options) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(bytes, "bytes");
        Objects.requireNonNull(options, "options");
        try {
            return new OnnxModel(new GraphReader(name, ModelReader.read(name, bytes), options).read());
        } catch (OutOfMemoryError tooLarge) {
            throw notEnoughMemory(name, tooLarge);
        }
    }

    private static OnnxException notEnoughMemory(String name, OutOfMemoryError cause) {
        return new OnnxException(name + ": there is not enough memory for this model", cause);
    }

    /** The model's outputs, as a graph. */
    public Graph graph() {
        return graph;
    }

    /** What is fed, in the file's order, by its name there. */
    public Map<String, Input> inputs() {
        return inputs;
    }

    /** The results, in the file's order, by their names there. */
    public Map<String, Node> outputs() {
        return outputs;
    }

    /** The weights that the outputs depend on. */
    public List<Parameter> parameters() {
        return graph.parameters();
    }

    /**
     * The input of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Input input(String name) {
        return found("input", name, inputs);
    }

    /**
     * The output of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Node output(String name) {
        return found("output", name, outputs);
    }

    /**
     * The node whose value has that name in the file.
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
