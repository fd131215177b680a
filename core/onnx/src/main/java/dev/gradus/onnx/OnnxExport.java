package dev.gradus.onnx;

import dev.gradus.data.WholeFile;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
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
 * A graph on its way to an ONNX file, which ONNX Runtime and other tools read.
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
 * <p>Inputs, parameters and named nodes keep their names; parameters are initializers. Outputs come in the order of the graph's,
 * those without a name are called {@code output}, or {@code output 1} and so on, and gradients {@code ∂J/∂W}. Sizes are those
 * of the graph, and the axes' display names are written as what they denote. Ops are written as the package says. The file is
 * of opset 18 and format version 8.
 *
 * <p>Immutable: each method returns another one.
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

    /** This graph, in float64, with the parameters' initial values. */
    public static OnnxExport of(Graph graph) {
        Objects.requireNonNull(graph, "graph");
        return new OnnxExport(Optional.empty(), size -> graph, ElementType.DOUBLE, Optional.empty(), Optional.empty());
    }

    /**
     * The graph for any number of examples. It is made for a few sizes; where they differ, the file computes from the size of
     * the input what the graphs hold as numbers: shapes, the end of a slice, the divisor of a mean.
     *
     * @param name what the open size is called in the file
     * @param graphOfSize makes the graph for a number of examples, always with the same parameters; at least one input has
     *     that size
     */
    public static OnnxExport ofBatch(String name, IntFunction<Graph> graphOfSize) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(graphOfSize, "graphOfSize");
        return new OnnxExport(Optional.of(name), graphOfSize, ElementType.DOUBLE, Optional.empty(), Optional.empty());
    }

    /** The same in single precision: all numbers are rounded to float32, and computed as such. */
    public OnnxExport float32() {
        return new OnnxExport(batch, graphs, ElementType.FLOAT, parameters, wrt);
    }

    /** The same with these values of the parameters, such as a run's after training. */
    public OnnxExport parameters(Parameters values) {
        return new OnnxExport(batch, graphs, type, Optional.of(Objects.requireNonNull(values, "values")), wrt);
    }

    /**
     * The same with the gradient of the graph's first output, a single number, as further outputs: with respect to these
     * nodes, or to all parameters if none are given.
     *
     * @param nodes nodes of the graph; of a graph for any number of examples, parameters or named nodes of one of the graphs
     */
    public OnnxExport gradients(Node... nodes) {
        return new OnnxExport(
                batch, graphs, type, parameters, Optional.of(List.of(Objects.requireNonNull(nodes, "nodes"))));
    }

    /**
     * Writes the file, whole or not at all: another one of that name stays as it was if this fails.
     *
     * @throws OnnxException if an op cannot be written, or the graphs of several sizes differ in more than numbers that
     *     follow from the size
     * @throws IllegalArgumentException if gradients are asked of an output that has not exactly one element
     * @throws IOException if the file cannot be written
     */
    public void write(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        WholeFile.write(file, toBytes());
    }

    /**
     * What the file holds.
     *
     * @throws OnnxException if an op cannot be written, or the graphs of several sizes differ in more than numbers that
     *     follow from the size
     * @throws IllegalArgumentException if gradients are asked of an output that has not exactly one element
     */
    public byte[] toBytes() {
        return ModelWriter.bytes(file());
    }

    /**
     * The names of the operators that the file takes, each once.
     *
     * @throws OnnxException as above
     */
    public Set<String> operators() {
        Set<String> operators = new TreeSet<>();
        file().nodes().forEach(node -> operators.add(node.opType()));
        return operators;
    }

    OnnxFile file() {
        return batch.map(name -> OpenSize.unite(name, this::fileOfSize)).orElseGet(() -> fileOfSize(0));
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
