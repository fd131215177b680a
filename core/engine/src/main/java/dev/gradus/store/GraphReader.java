package dev.gradus.store;

import dev.gradus.flow.Body;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.JsonObject;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads graphs that a {@link GraphWriter} wrote. The constructors of the ops create the nodes and check shapes and
 * attributes. Graphs that one reader reads share parameters and large constants. Memory use is proportional to the
 * JSON, whatever sizes it claims.
 */
public final class GraphReader {
    private final Ops ops;
    private final Map<String, Tensor> arrays;
    private final Map<String, Parameter> parameters = new HashMap<>();
    private final Map<String, Constant> constants = new HashMap<>();

    /**
     * Creates a reader.
     *
     * @param arrays the values of parameters and large constants, by name
     */
    public GraphReader(Ops ops, Map<String, Tensor> arrays) {
        this.ops = Objects.requireNonNull(ops, "ops");
        Objects.requireNonNull(arrays, "arrays");
        this.arrays = Map.copyOf(arrays);
    }

    /** A graph, and its inputs in the order in which they were written. */
    public record Read(Graph graph, List<Input> inputs) {
        /** Copies the list. */
        public Read {
            Objects.requireNonNull(graph, "graph");
            Objects.requireNonNull(inputs, "inputs");
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * Reads a graph.
     *
     * @param json a value that {@link dev.gradus.tensor.Json#parse} returned
     * @throws UnknownOpException if it contains an op that is not among the ops
     * @throws IllegalArgumentException if it is not a graph
     */
    public Read read(Object json) {
        Objects.requireNonNull(json, "json");
        Scope scope = new Scope(JsonObject.of("the graph", json), true);
        return new Read(Graph.of(scope.all("outputs")), scope.inputs("inputs"));
    }

    private Body body(Object json) {
        Scope scope = new Scope(JsonObject.of("the body of a loop", json), false);
        return Body.of(
                scope.inputs("carries"),
                scope.inputs("elements"),
                scope.inputs("given"),
                scope.all("next"),
                scope.all("outputs"),
                scope.json.whole("kept"));
    }

    private static String text(JsonObject json, String name) {
        return json.optional(name, json::text, "");
    }

    /** The nodes of a graph or of a loop's body. */
    private final class Scope {
        private final JsonObject json;
        private final boolean mayHaveParameters;
        private final List<Node> nodes = new ArrayList<>();

        Scope(JsonObject json, boolean mayHaveParameters) {
            this.json = json;
            this.mayHaveParameters = mayHaveParameters;
            for (JsonObject node : json.objects("nodes", "a node")) {
                nodes.add(node(node));
            }
        }

        List<Node> all(String name) {
            return nodes(json.wholes(name), name);
        }

        List<Input> inputs(String name) {
            List<Input> inputs = new ArrayList<>();
            for (Node node : all(name)) {
                if (!(node instanceof Input input) || inputs.contains(node)) {
                    throw new IllegalArgumentException("the " + name + " of a graph must be different inputs");
                }
                inputs.add(input);
            }
            return inputs;
        }

        private List<Node> nodes(int[] indices, String what) {
            List<Node> found = new ArrayList<>(indices.length);
            for (int index : indices) {
                if (index < 0 || index >= nodes.size()) {
                    throw new IllegalArgumentException("the " + what + " include the node " + index
                            + ", but the nodes before are 0 to " + (nodes.size() - 1));
                }
                found.add(nodes.get(index));
            }
            return found;
        }

        private Node node(JsonObject json) {
            try {
                Shape shape = json.shape("shape");
                Node node = json.has("op") ? op(json) : leaf(json, shape);
                if (!node.shape().equals(shape)) {
                    throw new IllegalArgumentException(
                            "it has the shape " + node.shape() + ", but the file says " + shape);
                }
                String name = text(json, "name");
                return name.isEmpty() || node.isNamed() ? node : node.named(name);
            } catch (UnknownOpException inside) {
                throw inside;
            } catch (RuntimeException wrong) {
                throw new IllegalArgumentException("node " + nodes.size() + ": " + wrong.getMessage(), wrong);
            }
        }

        private Node leaf(JsonObject json, Shape shape) {
            if (json.has("constant")) {
                return constant(json, shape);
            } else if (json.has("input")) {
                return Input.of(json.text("input"), shape);
            }
            String name = json.text("parameter");
            if (!mayHaveParameters) {
                throw new IllegalArgumentException("the body of a loop cannot contain the parameter '" + name + "'");
            }
            return parameters.computeIfAbsent(
                    name, one -> Parameter.of(one, Tensor.of(shape, array(one).toArray())));
        }

        private Node constant(JsonObject json, Shape shape) {
            String name = text(json, "name"), symbol = text(json, "symbol");
            if (json.value("constant") instanceof String array) {
                return constants.computeIfAbsent(
                        array,
                        one -> constant(
                                name, symbol, Tensor.of(shape, array(one).toArray())));
            }
            return constant(name, symbol, Tensor.of(shape, json.numbers("constant")));
        }

        private static Constant constant(String name, String symbol, Tensor value) {
            if (name.isEmpty()) {
                return symbol.isEmpty() ? Constant.of(value) : Constant.printedAs(symbol, value);
            }
            return Constant.of(name, value);
        }

        private Tensor array(String name) {
            return Optional.ofNullable(arrays.get(name))
                    .orElseThrow(() -> new IllegalArgumentException("there is no array '" + name + "'"));
        }

        private Node op(JsonObject json) {
            String name = json.text("op");
            Map<?, ?> attributes =
                    json.has("attributes") ? json.object("attributes").members() : Map.of();
            List<Node> inputs = nodes(json.wholes("of"), "inputs");
            try {
                return ops.make(name, inputs, new Attributes(attributes, GraphReader.this::body))
                        .orElseThrow(() -> UnknownOpException.of(name));
            } catch (UnknownOpException inside) {
                throw inside;
            } catch (RuntimeException wrong) {
                throw new IllegalArgumentException("the op " + name + ": " + wrong.getMessage(), wrong);
            }
        }
    }
}
