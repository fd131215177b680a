package dev.gradus.flow;

import dev.gradus.graph.Graph;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.AddBroadcast;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One step of a loop as a separate graph. Its inputs stand for the carries from the previous step, this step's element
 * of each sequence, and values that are the same in each step. Its results are the carries for the next step, and
 * outputs.
 *
 * <p>{@link #toString()} prints one equation per line, like a {@link Graph}.
 */
public final class Body {
    private final List<Input> carries;
    private final List<Input> elements;
    private final List<Input> given;
    private final List<Node> next;
    private final List<Node> outputs;

    /** The number of requested outputs; the others are kept for a backward pass. */
    private final int asked;

    private final TopologicalOrder nodes;

    private final BitSet sums;

    /** The number of each input: carries first, then elements, then given values. */
    private final Map<Node, Integer> numbers = new HashMap<>();

    private Optional<Reach> reach = Optional.empty();

    Body(List<Input> carries, List<Input> elements, List<Input> given, List<Node> next, List<Node> outputs) {
        this(carries, elements, given, next, outputs, outputs.size());
    }

    /**
     * Creates a body of nodes that a file described.
     *
     * @param next the next value of each carry; none for the equation of a {@link Solution}
     * @param kept how many of the last outputs are kept for a backward pass only
     * @throws ShapeException if a carry changes its shape
     * @throws IllegalArgumentException if the results depend on other inputs, or the numbers of carries or of outputs do not fit
     */
    public static Body of(
            List<Input> carries,
            List<Input> elements,
            List<Input> given,
            List<Node> next,
            List<Node> outputs,
            int kept) {
        Objects.requireNonNull(carries, "carries");
        Objects.requireNonNull(elements, "elements");
        Objects.requireNonNull(given, "given");
        Objects.requireNonNull(next, "next");
        Objects.requireNonNull(outputs, "outputs");
        if (kept < 0 || kept > outputs.size() || !next.isEmpty() && next.size() != carries.size()) {
            throw new IllegalArgumentException("Body: " + carries.size() + " carries cannot have " + next.size()
                    + " next values, or " + kept + " of " + outputs.size() + " outputs cannot be kept");
        }
        Body body = new Body(carries, elements, given, next, outputs, outputs.size() - kept);
        Set<Node> known = new HashSet<>(carries);
        known.addAll(elements);
        known.addAll(given);
        for (Node node : TopologicalOrder.of(body.results())) {
            if (node instanceof Leaf && !(node instanceof Constant) && !known.contains(node)) {
                throw new IllegalArgumentException("Body: a step depends on " + node.describe()
                        + ", which is not among its carries, elements and given values");
            }
        }
        for (int i = 0; i < next.size(); i++) {
            checkCarry(carries.get(i), carries.get(i).shape(), next.get(i).shape());
        }
        return body;
    }

    private static void checkCarry(Input carry, Shape before, Shape after) {
        if (!after.equals(before)) {
            throw new ShapeException("Loop: the carry " + carry.label() + " would have the shape " + before
                    + " before a step and " + after + " after it");
        }
    }

    private Body(
            List<Input> carries,
            List<Input> elements,
            List<Input> given,
            List<Node> next,
            List<Node> outputs,
            int asked) {
        this.carries = List.copyOf(carries);
        this.elements = List.copyOf(elements);
        this.given = List.copyOf(given);
        this.next = List.copyOf(next);
        this.outputs = List.copyOf(outputs);
        this.asked = asked;
        this.nodes = TopologicalOrder.of(resultsAskedFor());
        this.sums = findSums();
        Stream.of(carries, elements, given).flatMap(List::stream).forEach(input -> numbers.put(input, numbers.size()));
    }

    /** Returns the carries from the previous step. */
    public List<Input> carries() {
        return carries;
    }

    /** Returns this step's element of each sequence. */
    public List<Input> elements() {
        return elements;
    }

    /** Returns the values that are the same in each step. */
    public List<Input> given() {
        return given;
    }

    /** Returns the carries, the elements and the given values. */
    List<Input> inputs() {
        return Stream.of(carries, elements, given).flatMap(List::stream).toList();
    }

    /** Returns the number of an input among {@link #inputs()}, or −1 if it is none of them. */
    int numberOf(Node input) {
        return numbers.getOrDefault(input, -1);
    }

    /** Returns the numbers of the inputs that the gradients of these nodes reach in any step. */
    synchronized BitSet reachedFrom(Iterable<? extends Node> of) {
        Reach known = reach.orElseGet(() -> new Reach(this));
        reach = Optional.of(known);
        return known.from(of);
    }

    /** Returns the value of each carry for the next step. */
    public List<Node> next() {
        return next;
    }

    /** Returns the outputs of a step, followed by the values that are kept for a backward pass. */
    public List<Node> outputs() {
        return outputs;
    }

    /** Returns how many of the last outputs are kept for a backward pass. */
    public int kept() {
        return outputs.size() - asked;
    }

    /** Returns the same body with one more given value, which no step reads: the number of steps. */
    Body counted() {
        List<Input> more = new ArrayList<>(given);
        more.add(Input.of("steps", Shape.scalar()));
        return new Body(carries, elements, more, next, outputs, asked);
    }

    boolean isKept(int output) {
        return output >= asked;
    }

    /**
     * Returns the same body with everything it computes as outputs for a backward pass. Excluded are ops that only move
     * elements, which cost no more to recompute than to read, and inner loops, which repeat their steps anyway.
     */
    Body keepingIntermediates() {
        List<Node> results = resultsAskedFor();
        List<Node> all = new ArrayList<>(outputs);
        for (Node node : nodes) {
            if (node instanceof Op op
                    && !(op instanceof Loop)
                    && !op.dependence().isMove()
                    && !results.contains(op)) {
                all.add(op);
            }
        }
        return new Body(carries, elements, given, next, all, asked);
    }

    /** Returns the outputs followed by the next carries. */
    public List<Node> results() {
        List<Node> results = new ArrayList<>(outputs);
        results.addAll(next);
        return results;
    }

    private List<Node> resultsAskedFor() {
        List<Node> results = new ArrayList<>(outputs.subList(0, asked));
        results.addAll(next);
        return results;
    }

    /** Returns all nodes, each after its inputs. */
    public TopologicalOrder nodes() {
        return nodes;
    }

    /** Returns the step as a graph whose outputs are the results, without the kept values. */
    public Graph graph() {
        return Graph.of(resultsAskedFor());
    }

    /**
     * Rebuilds the body for inputs of these shapes.
     *
     * @throws ShapeException if the shape of a carry would change
     */
    Body withShapes(List<Shape> shapes) {
        Map<Node, Node> rebuilt = new HashMap<>();
        List<Input> inputs = new ArrayList<>();
        Stream.of(carries, elements, given).flatMap(List::stream).forEach(input -> {
            Input other = Input.of(input.label(), shapes.get(inputs.size()));
            rebuilt.put(input, other);
            inputs.add(other);
        });
        for (Node node : nodes) {
            if (node instanceof Op op) {
                Node other = op.withInputs(op.inputs().stream()
                        .map(input -> rebuilt.getOrDefault(input, input))
                        .toList());
                rebuilt.put(op, op.isNamed() ? other.named(op.label()) : other);
            }
        }
        List<Node> results =
                results().stream().map(node -> rebuilt.getOrDefault(node, node)).toList();
        int first = carries.size(), second = first + elements.size();
        List<Node> nextCarries = results.subList(outputs.size(), results.size());
        for (int i = 0; i < first; i++) {
            checkCarry(carries.get(i), shapes.get(i), nextCarries.get(i).shape());
        }
        return new Body(
                inputs.subList(0, first),
                inputs.subList(first, second),
                inputs.subList(second, inputs.size()),
                nextCarries,
                results.subList(0, outputs.size()),
                asked);
    }

    /**
     * Returns whether a carry is only accumulated: its next value is itself plus terms, and nothing else reads it. No
     * derivative needs its value in any step.
     */
    boolean onlyAddsUp(int carry) {
        return sums.get(carry);
    }

    private BitSet findSums() {
        Map<Node, Integer> uses = new HashMap<>();
        resultsAskedFor().forEach(result -> uses.merge(result, 1, Integer::sum));
        nodes.forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
        BitSet found = new BitSet();
        for (int i = 0; i < next.size(); i++) {
            Optional<Node> sum = Optional.of(next.get(i));
            while (sum.isPresent() && sum.get() != carries.get(i)) {
                sum = addedTo(sum.get()).filter(term -> uses.getOrDefault(term, 0) == 1);
            }
            boolean isReadElsewhere = uses.getOrDefault(next.get(i), 0) > 1;
            found.set(i, sum.isPresent() && next.get(i) != carries.get(i) && !isReadElsewhere);
        }
        return found;
    }

    /** Returns the sum to which the node adds a term. The second operand may be anything that does not depend on it. */
    private static Optional<Node> addedTo(Node node) {
        if (node instanceof AddBroadcast add && add.input(0).shape().equals(add.shape())) {
            return Optional.of(add.input(0));
        }
        if (node instanceof LoopResult result
                && result.result().kind() == Loop.Kind.LAST
                && result.input(0) instanceof Loop loop
                && loop.body().onlyAddsUp(result.result().of())) {
            return Optional.of(loop.input(result.result().of()));
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return graph().toString();
    }
}
