package dev.gradus.flow;

import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Turns nodes that refer to nodes of the enclosing graph into a body. Nodes that do not depend on the step are computed
 * once, in the enclosing graph, and only their values become inputs of the body. The body's graph then contains no
 * outer nodes. Constants remain inside.
 */
final class Closing {
    private static final int LONGEST_NAME = 16;

    private final List<Input> carries;
    private final List<Input> elements;
    private final Set<Node> ofStep = new HashSet<>();
    private final Node oldest;
    private final Node youngest;

    /** Elements that replace nodes, which are then not computed. */
    private final Map<Node, Input> readInstead;

    /** The outer nodes for which the inputs of another body stand. */
    private final Map<Node, Node> environment;

    private final Set<Node> varying = new HashSet<>();

    /** Maps a node to its counterpart in the body. */
    private final Map<Node, Node> inside = new HashMap<>();

    /** Maps a node that does not depend on the step to its counterpart in the enclosing graph. */
    private final Map<Node, Node> outside = new HashMap<>();

    private final Map<Input, Node> given = new LinkedHashMap<>();
    private final FreeNames names = new FreeNames();
    private final Body body;

    Closing(
            List<Input> carries,
            List<Input> elements,
            List<Node> next,
            List<Node> outputs,
            UnaryOperator<String> nextName,
            Map<Node, Input> readInstead,
            Map<? extends Node, ? extends Node> environment) {
        this.carries = carries;
        this.elements = elements;
        this.readInstead = readInstead;
        this.environment = Map.copyOf(environment);
        ofStep.addAll(carries);
        ofStep.addAll(elements);
        ofStep.addAll(readInstead.keySet());
        oldest = ofStep.stream()
                .reduce((a, b) -> a.isOlderThan(b) ? a : b)
                .orElseThrow(() -> new IllegalStateException("the body has no inputs"));
        youngest = ofStep.stream().reduce((a, b) -> a.isOlderThan(b) ? b : a).orElseThrow();
        List<Node> results = new ArrayList<>(next);
        results.addAll(outputs);
        List<Node> order = Subgraph.order(results, node -> ofStep.contains(node) || isOfOutside(node));
        ofStep.forEach(node -> names.take(node.label()));
        order.stream().filter(this.environment::containsKey).forEach(node -> names.take(node.label()));
        order.forEach(this::classify);
        order.forEach(this::place);
        List<Node> nextCarries = new ArrayList<>();
        for (int i = 0; i < next.size(); i++) {
            nextCarries.add(inside(next.get(i)));
            name(nextCarries.get(i), nextName.apply(carries.get(i).label()));
        }
        List<Node> made = outputs.stream().map(this::inside).toList();
        body = new Body(carries, elements, List.copyOf(given.keySet()), nextCarries, made);
    }

    private void name(Node result, String name) {
        if (result instanceof Op && !result.isNamed() && !result.isOlderThan(youngest) && names.take(name)) {
            result.named(name);
        }
    }

    /** Names a result in the body, unless it does not depend on the step, or has a name. */
    void nameInside(Node result, String name) {
        name(inside(result), name);
    }

    Body body() {
        return body;
    }

    /** Returns the outer nodes whose values the body reads, in the order of {@link Body#given}. */
    List<Node> given() {
        return List.copyOf(given.values());
    }

    /** Nodes created before the step cannot depend on it. */
    private boolean isOfOutside(Node node) {
        return !ofStep.contains(node) && node.isOlderThan(oldest);
    }

    private void classify(Node node) {
        if (ofStep.contains(node)
                || !isOfOutside(node) && node.inputs().stream().anyMatch(varying::contains)) {
            varying.add(node);
            names.take(node.label());
        }
    }

    private void place(Node node) {
        if (ofStep.contains(node)) {
            inside.put(node, readInstead.containsKey(node) ? readInstead.get(node) : node);
        } else if (varying.contains(node)) {
            Node rebuilt = rebuilt((Op) node, this::inside);
            inside.put(node, node.isNamed() && rebuilt != node ? rebuilt.named(node.label()) : rebuilt);
        } else if (node instanceof Op op && !isOfOutside(op)) {
            outside.put(op, rebuilt(op, this::outside));
        } else if (!(node instanceof Constant)) {
            outside.put(node, environment.getOrDefault(node, node));
        }
    }

    private static Node rebuilt(Op op, UnaryOperator<Node> copy) {
        List<Node> inputs = op.inputs().stream().map(copy).toList();
        return inputs.equals(op.inputs()) ? op : op.withInputs(inputs);
    }

    private Node outside(Node node) {
        return node instanceof Constant ? node : Objects.requireNonNull(outside.get(node), "not outside");
    }

    /** Returns the node's counterpart in the body, adding an input for an outer node if necessary. */
    private Node inside(Node node) {
        if (node instanceof Constant) {
            return node;
        }
        return inside.computeIfAbsent(node, any -> {
            Input stands = node instanceof Input input && environment.containsKey(node)
                    ? input
                    : Input.of(name(node), node.shape());
            given.put(stands, outside(node));
            return stands;
        });
    }

    /**
     * Returns the node's name, or its formula if that is short and reads as one name, such as Wᵀ; otherwise v1, v2, ….
     */
    private String name(Node node) {
        String formula = outside(node).expression();
        boolean isName = node.isNamed()
                || node instanceof Op op
                        && op.notation().binding().compareTo(Notation.Binding.POWER) >= 0
                        && formula.length() <= LONGEST_NAME;
        return isName ? names.like(formula) : names.next();
    }

    List<Input> read() {
        return elements.stream().filter(body.nodes()::contains).toList();
    }

    Body with(List<Input> fewer) {
        return new Body(carries, fewer, body.given(), body.next(), body.outputs());
    }
}
