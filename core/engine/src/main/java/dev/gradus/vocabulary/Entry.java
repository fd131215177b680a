package dev.gradus.vocabulary;

import dev.gradus.node.Input;
import dev.gradus.node.Node;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** One function: what it is called, what it takes, what it makes, and what is to be known of it. */
public final class Entry {
    private final List<String> names;
    private final List<String> parameters;
    private final Results results;
    private final List<String> parts;
    private final Function<Arguments, List<Node>> make;
    private Optional<Function<List<Node>, Node>> operation = Optional.empty();
    private String op = "";
    private String calls = "";
    private String cost = "n";
    private String domain = "all";
    private String kinks = "none";
    private boolean isPiecewiseConstant;
    private String torch = "";
    private String onnx = "";
    private String formula = "";

    /** What a function returns. */
    public enum Results {
        /** One node. */
        NODE,
        /** As many nodes as the arguments say. */
        LIST,
        /** Several nodes, each with a name. */
        PARTS,
        /** Nothing: the entry describes what is called in Java alone. */
        NONE
    }

    Entry(
            List<String> names,
            List<String> parameters,
            Results results,
            List<String> parts,
            Function<Arguments, List<Node>> make) {
        this.names = names;
        this.parameters = parameters;
        this.results = results;
        this.parts = parts;
        this.make = make;
    }

    /** The names, this library's own first, then those of NumPy, SciPy, PyTorch and mathematics. */
    public List<String> names() {
        return names;
    }

    /** The names of the parameters in order; one that ends with * takes all further positional arguments. */
    public List<String> parameters() {
        return parameters;
    }

    /** What it returns. */
    public Results results() {
        return results;
    }

    /** The names of the results if they are {@link Results#PARTS}. */
    public List<String> parts() {
        return parts;
    }

    /**
     * Calls the function.
     *
     * @throws RuntimeException if the function rejects these arguments
     */
    public List<Node> make(Arguments arguments) {
        return make.apply(Objects.requireNonNull(arguments, "arguments"));
    }

    /** Whether it is a function of one or two arrays and takes nothing else. */
    public boolean isOfNodes() {
        return operation.isPresent();
    }

    /**
     * Applies a function that takes nothing but arrays.
     *
     * @param operands as many as there are parameters
     * @throws IllegalStateException if it takes other arguments
     * @throws IllegalArgumentException if there are more or fewer
     */
    public Node apply(List<Node> operands) {
        if (operands.size() != parameters.size()) {
            throw new IllegalArgumentException("it takes " + parameters.size() + " inputs, but has " + operands.size());
        }
        return operation
                .orElseThrow(() -> new IllegalStateException(names + " takes more than arrays"))
                .apply(operands);
    }

    /** What it makes of numbers that are named like its parameters. It takes nothing but arrays. */
    public Node sample() {
        return apply(
                parameters.stream().map(parameter -> (Node) Input.of(parameter)).toList());
    }

    /** The class of the op that it makes, if it is one op without attributes, and otherwise empty. */
    public String op() {
        return op;
    }

    /** How it is called in Java, separated by semicolons; empty if that follows from names and parameters. */
    public String calls() {
        return calls;
    }

    /** The number of operations of the forward pass, in words. */
    public String cost() {
        return cost;
    }

    /** Where it is defined, in words. */
    public String domain() {
        return domain;
    }

    /** Where it has no derivative, and what stands in its place, in words. */
    public String kinks() {
        return kinks;
    }

    /** Whether its gradient is 0 wherever it has one. */
    public boolean isPiecewiseConstant() {
        return isPiecewiseConstant;
    }

    /** Its name in PyTorch, without the prefix {@code torch.}; empty if there is none. */
    public String torch() {
        return torch;
    }

    /** The operator of ONNX that computes it; empty if there is none. */
    public String onnx() {
        return onnx;
    }

    /** Its formula; empty if the node that it makes prints it. */
    public String formula() {
        return formula;
    }

    Entry operation(Function<List<Node>, Node> ofOperands) {
        this.operation = Optional.of(ofOperands);
        return this;
    }

    Entry op(String name) {
        this.op = name;
        return this;
    }

    Entry calls(String inJava) {
        this.calls = inJava;
        return this;
    }

    Entry cost(String operations) {
        this.cost = operations;
        return this;
    }

    Entry domain(String where) {
        this.domain = where;
        return this;
    }

    Entry kinks(String where) {
        this.kinks = where;
        return this;
    }

    /** Its gradient is 0 wherever it has one. */
    Entry piecewiseConstant(String where) {
        this.isPiecewiseConstant = true;
        return kinks(where);
    }

    Entry torch(String name) {
        this.torch = name;
        return this;
    }

    Entry onnx(String operator) {
        this.onnx = operator;
        return this;
    }

    Entry formula(String text) {
        this.formula = text;
        return this;
    }
}
