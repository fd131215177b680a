package dev.gradus.flow;

import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One step of a {@link Scan} while its body is written: what the step is given, as nodes, and what it hands on. It stands
 * for every step, so the body is called once.
 */
public final class ScanStep {
    /** The end of the names of what differs from step to step. */
    static final String SUBSCRIPT = "ₜ";

    private final int steps;
    final Map<String, Input> carries = new LinkedHashMap<>();
    final Map<String, Input> elements = new LinkedHashMap<>();
    final Map<String, Node> next = new LinkedHashMap<>();
    final Map<String, Node> outputs = new LinkedHashMap<>();
    private Optional<Input> index = Optional.empty();

    ScanStep(int steps) {
        this.steps = steps;
    }

    /** The name with the subscript of a step, unless it has one. */
    static String subscripted(String name) {
        return name.contains(SUBSCRIPT) ? name : name + SUBSCRIPT;
    }

    void addCarry(String name, Shape shape) {
        carries.put(name, Input.of(name + SUBSCRIPT, shape));
    }

    void addElement(String name, Shape shape) {
        elements.put(name, Input.of(name + SUBSCRIPT, shape));
    }

    /**
     * What the step before handed on under this name, in the first step the start.
     *
     * @throws IllegalArgumentException if the scan has no such carry
     */
    public Node carry(String name) {
        return known("carry", carries, name);
    }

    /**
     * This step's element of a sequence.
     *
     * @throws IllegalArgumentException if the scan runs over no such sequence
     */
    public Node element(String name) {
        return known("sequence", elements, name);
    }

    /** The index of this step's element as a number, of rank 0: 0, 1, 2, …, in a reversed scan the last one first. */
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
     * Hands a carry on to the next step.
     *
     * @throws IllegalArgumentException if the scan has no such carry
     * @throws IllegalStateException if it is handed on already
     * @throws ShapeException if the shape is not that of the carry's start
     */
    public ScanStep next(String name, Node value) {
        Node carry = carry(name);
        Objects.requireNonNull(value, "value, the next " + name);
        if (!value.shape().equals(carry.shape())) {
            boolean fits = value.shape().elements() == carry.shape().elements();
            throw new ShapeException("Scan: the carry " + name + " has the shape " + carry.shape()
                    + " before a step and " + value.shape() + " after it, as " + value.expression()
                    + "; a carry keeps its shape"
                    + (fits ? ": reshape" + carry.shape() + " would give it back" : ""));
        }
        if (next.putIfAbsent(name, value) != null) {
            throw new IllegalStateException("Scan: a step hands on the carry " + name + " twice, as "
                    + next.get(name).expression() + " and as " + value.expression());
        }
        return this;
    }

    /**
     * Gives each step a row of an output, along a new first axis. What depends on no step gives equal rows.
     *
     * @throws IllegalStateException if there is such an output already
     */
    public ScanStep output(String name, Node value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value, the output " + name);
        if (outputs.putIfAbsent(name, value) != null) {
            throw new IllegalStateException("Scan: a step has two outputs named " + name + ", "
                    + outputs.get(name).expression() + " and " + value.expression());
        }
        return this;
    }

    private static Node known(String what, Map<String, Input> all, String name) {
        Input known = all.get(Objects.requireNonNull(name, "name"));
        if (known == null) {
            throw new IllegalArgumentException("Scan: there is no " + what + " named " + name + "; "
                    + (all.isEmpty() ? "there is none at all" : "there are " + all.keySet()));
        }
        return known;
    }
}
