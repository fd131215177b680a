package dev.gradus.graph;

import dev.gradus.node.Input;
import dev.gradus.node.Names;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The nodes from which some outputs are computed, in topological order. Immutable; threads and runs may share a graph.
 *
 * <p>It prints as one equation per line:
 *
 * <pre>{@code
 * x:(4, 2) input
 * W:(2, 1) parameter
 * b:(1, 1) parameter
 * z:(4, 1) = x @ W + b
 * ŷ:(4, 1) = σ(z)
 * }</pre>
 */
public final class Graph {
    private final List<Node> outputs;
    private final TopologicalOrder nodes;
    private final List<Input> inputs;
    private final List<Parameter> parameters;

    private Graph(List<Node> outputs) {
        this.outputs = outputs;
        this.nodes = TopologicalOrder.of(outputs);
        List<Input> inputs = new ArrayList<>();
        List<Parameter> parameters = new ArrayList<>();
        Map<String, Node> named = new HashMap<>();
        for (Node node : nodes) {
            if (node instanceof Input input) {
                inputs.add(input);
            } else if (node instanceof Parameter parameter) {
                parameters.add(parameter);
            }
            if (node.isNamed()) {
                Node other = named.putIfAbsent(node.label(), node);
                checkName(node, other == null ? node : other);
            }
        }
        this.inputs = Collections.unmodifiableList(inputs);
        this.parameters = Collections.unmodifiableList(parameters);
        Names.fix(nodes);
    }

    /** Creates a graph; see {@link #of(Collection)}. */
    public static Graph of(Node... outputs) {
        Objects.requireNonNull(outputs, "outputs");
        return of(List.of(outputs));
    }

    /**
     * Creates the graph of these outputs. Its nodes can no longer be named or renamed.
     *
     * @throws IllegalArgumentException if there are no outputs, or two different nodes have the same name
     */
    public static Graph of(Collection<? extends Node> outputs) {
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("A graph needs at least one output, such as the loss");
        }
        return new Graph(List.copyOf(outputs));
    }

    /** Returns the outputs, in the order given. */
    public List<Node> outputs() {
        return outputs;
    }

    /** Returns all nodes, each after its inputs. */
    public TopologicalOrder nodes() {
        return nodes;
    }

    /** Returns the inputs, which must be fed, in topological order. */
    public List<Input> inputs() {
        return inputs;
    }

    /** Returns the parameters, which training changes, in topological order. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * Returns one equation per line. An unnamed node is written within the line that uses it, unless several lines do.
     */
    @Override
    public String toString() {
        return Listing.of(this);
    }

    private static void checkName(Node node, Node other) {
        if (other != node) {
            throw new IllegalArgumentException("Graph: two nodes are named '" + node.label() + "': " + other + " and "
                    + node + "; give one of them another name");
        }
    }
}
