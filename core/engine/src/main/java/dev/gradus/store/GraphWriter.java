package dev.gradus.store;

import dev.gradus.flow.Body;
import dev.gradus.graph.Graph;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes graphs as values of {@link Json}. Each node is an object with its inputs' indices:
 *
 * <pre>{@code
 * {"nodes": [{"input":"x","shape":[4,2]}, {"parameter":"W","shape":[2,1]}, {"op":"MatMul","of":[0,1],"name":"z","shape":[4,1]}],
 *  "inputs": [0], "outputs": [2]}
 * }</pre>
 *
 * <p>Constants of more than 16 elements are arrays beside the JSON, and so are the values of parameters. Graphs that one
 * writer writes share them.
 */
public final class GraphWriter {
    private static final int MOST_INLINE = 16;

    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<Constant, String> names = new HashMap<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();

    /** Creates a writer. */
    public GraphWriter() {}

    /** Returns the parameters of the graphs that were written, by name. */
    public Map<String, Parameter> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /** Returns the large constants of the graphs that were written, by the names that stand for them. */
    public Map<String, Tensor> constants() {
        return Collections.unmodifiableMap(constants);
    }

    /**
     * Returns the JSON of a graph.
     *
     * @param inputs the graph's inputs in the order in which they are to be read
     * @throws IllegalArgumentException if two parameters have the same name, or an op has attributes that cannot be saved
     */
    public Map<String, Object> write(Graph graph, List<Input> inputs) {
        Objects.requireNonNull(graph, "graph");
        Objects.requireNonNull(inputs, "inputs");
        List<Node> nodes = new ArrayList<>(inputs);
        nodes.addAll(graph.outputs());
        Scope scope = new Scope(TopologicalOrder.of(nodes));
        return Json.object(
                "nodes", scope.nodes(), "inputs", scope.indices(inputs), "outputs", scope.indices(graph.outputs()));
    }

    private Map<String, Object> body(Body body) {
        List<Node> nodes = new ArrayList<>(body.carries());
        nodes.addAll(body.elements());
        nodes.addAll(body.given());
        nodes.addAll(body.results());
        Scope scope = new Scope(TopologicalOrder.of(nodes));
        return Json.object(
                "nodes", scope.nodes(),
                "carries", scope.indices(body.carries()),
                "elements", scope.indices(body.elements()),
                "given", scope.indices(body.given()),
                "next", scope.indices(body.next()),
                "outputs", scope.indices(body.outputs()),
                "kept", body.kept());
    }

    private String nameOf(Constant constant) {
        return names.computeIfAbsent(constant, one -> {
            String name = "constants/" + constants.size();
            constants.put(name, one.value());
            return name;
        });
    }

    private Parameter unique(Parameter parameter) {
        Parameter known = parameters.putIfAbsent(parameter.label(), parameter);
        if (known != null && known != parameter) {
            throw new IllegalArgumentException(
                    "Two parameters are named '" + parameter.label() + "': " + known.describe() + " and "
                            + parameter.describe() + "; names in a file must differ, so rename one of them");
        }
        return parameter;
    }

    /** The nodes of a graph or of a loop's body, with their indices. */
    private final class Scope {
        private final TopologicalOrder order;

        Scope(TopologicalOrder order) {
            this.order = order;
        }

        int[] indices(List<? extends Node> nodes) {
            return nodes.stream().mapToInt(order::indexOf).toArray();
        }

        List<Map<String, Object>> nodes() {
            return order.stream().map(this::node).toList();
        }

        private Map<String, Object> node(Node node) {
            Map<String, Object> object = node instanceof Op op ? op(op) : leaf(node);
            object.put("shape", AttributesWriter.json(node.shape()));
            return object;
        }

        private Map<String, Object> leaf(Node leaf) {
            if (leaf instanceof Constant constant) {
                double[] values = constant.value().toArray();
                return Json.object(
                        "constant", values.length <= MOST_INLINE ? values : nameOf(constant),
                        "name", ifAny(constant.label()),
                        "symbol", ifAny(constant.symbol()));
            }
            return leaf instanceof Parameter parameter
                    ? Json.object("parameter", unique(parameter).label())
                    : Json.object("input", leaf.label());
        }

        private Map<String, Object> op(Op op) {
            Map<String, Object> attributes = new AttributesWriter(op, GraphWriter.this::body).attributes();
            return Json.object(
                    "op",
                    Ops.name(op),
                    "of",
                    indices(op.inputs()),
                    "attributes",
                    attributes.isEmpty() ? Optional.empty() : attributes,
                    "name",
                    op.isNamed() ? op.label() : Optional.empty());
        }

        private static Object ifAny(String text) {
            return text.isEmpty() ? Optional.empty() : text;
        }
    }
}
