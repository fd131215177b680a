package dev.gradus.flow;

import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One step of a {@link Scan} or {@link While} while its body is being built: its inputs as nodes, and its results. It stands for all
 * steps, so the body is called once.
 */
public final class ScanStep {
    /** The suffix of names that denote a value of one step. */
    static final String SUBSCRIPT = "ₜ";

    /** The class of the loop, for messages. */
    private final String loop;

    private final int steps;
    final Map<String, Node> carries = new LinkedHashMap<>();
    final List<Input> inputs = new ArrayList<>();
    final Map<String, Input> elements = new LinkedHashMap<>();
    final Map<String, Node> next = new LinkedHashMap<>();
    final Map<String, Node> outputs = new LinkedHashMap<>();
    private Optional<Input> index = Optional.empty();

    ScanStep(String loop, int steps) {
        this.loop = loop;
        this.steps = steps;
    }

    /** A step at whose carries a condition is computed. */
    ScanStep(String loop, Map<String, ? extends Node> carries) {
        this(loop, 0);
        this.carries.putAll(carries);
    }

    static String subscripted(String name) {
        return name.contains(SUBSCRIPT) ? name : name + SUBSCRIPT;
    }

    void addCarry(String name, Shape shape) {
        inputs.add(Input.of(name + SUBSCRIPT, shape));
        carries.put(name, inputs.get(inputs.size() - 1));
    }

    void addElement(String name, Shape shape) {
        elements.put(name, Input.of(name + SUBSCRIPT, shape));
    }

    /**
     * Returns the carry of this name from the previous step, or its start in the first step.
     *
     * @throws IllegalArgumentException if the scan has no such carry
     */
    public Node carry(String name) {
        return known("carry", carries, name);
    }

    /**
     * Returns this step's element of a sequence.
     *
     * @throws IllegalArgumentException if the scan has no such sequence
     */
    public Node element(String name) {
        return known("sequence", elements, name);
    }

    /**
     * Returns the index of this step's element as a number of rank 0: 0, 1, 2, …, or the last one first in a reversed
     * scan.
     */
    public Node index() {
        index = Optional.of(index.orElseGet(() -> Input.of("t", Shape.scalar())));
        return index.get();
    }

    Optional<Input> indexIfAsked() {
        return index;
    }

    Constant indices() {
        return Constant.of(Tensor.generate(Shape.of(steps), step -> step));
    }

    /**
     * Passes a carry on to the next step.
     *
     * @throws IllegalArgumentException if the scan has no such carry
     * @throws IllegalStateException if it was already passed on
     * @throws ShapeException if the shape differs from that of the carry's start
     */
    public ScanStep next(String name, Node value) {
        Node carry = carry(name);
        Objects.requireNonNull(value, "value, the next " + name);
        if (!value.shape().equals(carry.shape())) {
            boolean fits = value.shape().elements() == carry.shape().elements();
            throw new ShapeException(loop + ": the carry " + name + " has the shape " + carry.shape()
                    + " before a step and " + value.shape() + " after it, as " + value.expression()
                    + "; the shape of a carry must not change"
                    + (fits ? ": reshape" + carry.shape() + " would restore it" : ""));
        }
        if (next.putIfAbsent(name, value) != null) {
            throw new IllegalStateException(loop + ": a step passes on the carry " + name + " twice, as "
                    + next.get(name).expression() + " and as " + value.expression());
        }
        return this;
    }

    /**
     * Adds a row to an output, along a new first axis. A value that does not depend on the step gives equal rows.
     *
     * @throws IllegalStateException if there is already such an output
     */
    public ScanStep output(String name, Node value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value, the output " + name);
        if (outputs.putIfAbsent(name, value) != null) {
            throw new IllegalStateException(loop + ": a step has two outputs named " + name + ", "
                    + outputs.get(name).expression() + " and " + value.expression());
        }
        return this;
    }

    private Node known(String what, Map<String, ? extends Node> all, String name) {
        Node known = all.get(Objects.requireNonNull(name, "name"));
        if (known == null) {
            throw new IllegalArgumentException(loop + ": there is no " + what + " named " + name + "; "
                    + (all.isEmpty() ? "there is none at all" : "there are " + all.keySet()));
        }
        return known;
    }
}
