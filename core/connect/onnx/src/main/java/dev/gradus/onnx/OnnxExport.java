package dev.gradus.onnx;

import dev.gradus.data.WholeFile;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.onnx.file.ElementType;
import dev.gradus.onnx.file.ModelWriter;
import dev.gradus.onnx.file.OnnxFile;
import dev.gradus.onnx.write.GraphWriter;
import dev.gradus.onnx.write.OpenSize;
import dev.gradus.run.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Writes a graph as an ONNX file, for ONNX Runtime and other tools.
 *
 * <pre>{@code
 * OnnxExport.of(Graph.of(J)).gradients().write(Path.of("training.onnx"));   // J, ∂J/∂W and ∂J/∂b
 *
 * OnnxExport.ofBatch("n_batch", n -> Graph.of(model(Input.of("x", n, 6))))   // any number of examples
 *         .parameters(run.parameters())
 *         .float32()
 *         .write(Path.of("model.onnx"));
 * }</pre>
 *
 * <p>Inputs, parameters and named nodes keep their names; parameters become initializers. Outputs are in the order of
 * the graph. An output without a name is called {@code output}, or {@code output 1} and so on; gradients are called
 * {@code ∂J/∂W}. The sizes are those of the graph, and the display names of axes become denotations. The package
 * documentation describes how ops are written. The file has opset 18 and format version 8.
 *
 * <p>Immutable: each method returns a new object.
 */
public final class OnnxExport {
    private final Optional<String> batch;
    private final IntFunction<Graph> graphs;
    private final ElementType type;
    private final Optional<Parameters> parameters;

    /** What gradients are with respect to; empty for no gradients, an empty list for those of all parameters. */
    private final Optional<List<Node>> wrt;

    private OnnxExport(
            Optional<String> batch,
            IntFunction<Graph> graphs,
            ElementType type,
            Optional<Parameters> parameters,
            Optional<List<Node>> wrt) {
        this.batch = batch;
        this.graphs = graphs;
        this.type = type;
        this.parameters = parameters;
        this.wrt = wrt;
    }

    /** Exports a graph in float64, with the initial values of the parameters. */
    public static OnnxExport of(Graph graph) {
        Objects.requireNonNull(graph, "graph");
        return new OnnxExport(Optional.empty(), size -> graph, ElementType.DOUBLE, Optional.empty(), Optional.empty());
    }

    /**
     * Exports a graph for any number of examples. The graph is built for a few sizes. Numbers that differ between them,
     * such as shapes, the end of a slice or the divisor of a mean, are computed in the file from the size of the input.
     *
     * @param name the name of the open size in the file
     * @param graphOfSize builds the graph for a number of examples, always with the same parameters; at least one input
     *     must have that size
     */
    public static OnnxExport ofBatch(String name, IntFunction<Graph> graphOfSize) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(graphOfSize, "graphOfSize");
        return new OnnxExport(Optional.of(name), graphOfSize, ElementType.DOUBLE, Optional.empty(), Optional.empty());
    }

    /** Returns this export in single precision: numbers are rounded to float32 and computed in float32. */
    public OnnxExport float32() {
        return new OnnxExport(batch, graphs, ElementType.FLOAT, parameters, wrt);
    }

    /** Returns this export with these values of the parameters, such as those of a run after training. */
    public OnnxExport parameters(Parameters values) {
        return new OnnxExport(batch, graphs, type, Optional.of(Objects.requireNonNull(values, "values")), wrt);
    }

    /**
     * Returns this export with gradients of the first output, which must be a single number, as additional outputs.
     * They are taken with respect to these nodes, or to all parameters if none are given.
     *
     * @param nodes nodes of the graph; for a graph of any number of examples, parameters or named nodes of one of the
     *     graphs
     */
    public OnnxExport gradients(Node... nodes) {
        return new OnnxExport(
                batch, graphs, type, parameters, Optional.of(List.of(Objects.requireNonNull(nodes, "nodes"))));
    }

    /**
     * Writes the file atomically: if this fails, an existing file is unchanged.
     *
     * @throws OnnxException if an op cannot be written, or if graphs of different sizes differ in more than numbers
     *     that follow from the size
     * @throws IllegalArgumentException if gradients are requested of an output that does not have exactly one element
     * @throws IOException if the file cannot be written
     */
    public void write(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        WholeFile.write(file, toBytes());
    }

    /**
     * Returns the content of the file.
     *
     * @throws OnnxException if an op cannot be written, or if graphs of different sizes differ in more than numbers
     *     that follow from the size
     * @throws IllegalArgumentException if gradients are requested of an output that does not have exactly one element
     */
    public byte[] toBytes() {
        return OnnxException.unlessRefused(() -> ModelWriter.bytes(file()));
    }

    /**
     * Returns the names of the operators in the file, without duplicates.
     *
     * @throws OnnxException for the reasons of {@link #toBytes()}
     */
    public Set<String> operators() {
        Set<String> operators = new TreeSet<>();
        file().nodes().forEach(node -> operators.add(node.opType()));
        return operators;
    }

    OnnxFile file() {
        return OnnxException.unlessRefused(
                () -> batch.map(name -> OpenSize.unite(name, this::fileOfSize)).orElseGet(() -> fileOfSize(0)));
    }

    private OnnxFile fileOfSize(int size) {
        Graph graph = graphs.apply(size);
        Map<String, Node> outputs = outputs(graph);
        return GraphWriter.write(
                type, parameters.orElseGet(() -> Parameters.of(graph)), graph.nodes(), graph.inputs(), outputs);
    }

    private Map<String, Node> outputs(Graph graph) {
        Map<String, Node> outputs = new LinkedHashMap<>();
        int count = graph.outputs().size();
        for (int i = 0; i < count; i++) {
            Node output = graph.outputs().get(i);
            String plain = count == 1 ? "output" : "output " + (i + 1);
            String name = output.isNamed() && !outputs.containsKey(output.label()) ? output.label() : plain;
            outputs.put(name, output);
        }
        wrt.ifPresent(nodes -> addGradients(graph, nodes, outputs));
        return outputs;
    }

    private static void addGradients(Graph graph, List<Node> nodes, Map<String, Node> outputs) {
        Gradients gradients = Gradients.of(graph.outputs().get(0));
        String objective = outputs.keySet().iterator().next();
        List<Node> targets = new ArrayList<>(nodes.isEmpty() ? graph.parameters() : nodes);
        for (Node target : targets) {
            Node node = target instanceof Parameter || graph.nodes().contains(target) ? target : named(graph, target);
            outputs.put("∂" + objective + "/∂" + node.expression(), gradients.wrt(node));
        }
    }

    /** The node of that name in a graph of another size. */
    private static Node named(Graph graph, Node other) {
        return graph.nodes().stream()
                .filter(node -> node.isNamed() && node.label().equals(other.label()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The graph has no node " + other.describe() + ", nor one of its name"));
    }
}
