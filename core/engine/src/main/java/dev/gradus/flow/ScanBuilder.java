package dev.gradus.flow;

import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Collects the sequences and carries of a {@link Scan}. Call one of the body methods last, which create the scan. */
public final class ScanBuilder {
    private static final String CONDITION = "goesOn";

    /** The class of what is built, for messages. */
    private final String kind;

    private int steps;

    private String stepsOf = "";

    private final Map<String, Node> starts = new LinkedHashMap<>();
    private final Map<String, Node> sequences = new LinkedHashMap<>();
    private boolean reversed;
    private int every;
    private boolean keeps;
    private Optional<Node> count = Optional.empty();
    private Optional<Function<ScanStep, Node>> condition = Optional.empty();

    ScanBuilder(String kind) {
        this.kind = kind;
    }

    /**
     * Adds another sequence, whose elements are read together with those of the others.
     *
     * @param axis a negative one counts from the end
     * @throws ShapeException if x has no such axis, or its size differs from that of the others
     * @throws IllegalArgumentException if the axis has size 0, or there is already a sequence of this name
     */
    public ScanBuilder over(String name, Node x, int axis) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(x, "x");
        int rank = x.shape().rank();
        if (axis < -rank || axis >= rank) {
            throw new ShapeException("Scan: " + x.describe() + " has no axis " + axis + " to run over"
                    + (rank == 0 ? "; times(n) repeats a step without a sequence" : ": it has rank " + rank));
        }
        setSteps(x.shape().size(axis), "axis " + x.shape().axis(axis) + " of " + x.describe());
        if (sequences.putIfAbsent(name, Moves.moveAxis(x, axis, 0)) != null) {
            throw new IllegalArgumentException(
                    "Scan: two sequences are named " + name + "; rename one of them: over(name, x, axis)");
        }
        return this;
    }

    ScanBuilder times(int count) {
        setSteps(count, "times(" + count + ")");
        return this;
    }

    private void setSteps(int count, String from) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "Scan: " + from + " gives " + count + " steps, but a scan needs at least 1");
        }
        if (steps != 0 && steps != count) {
            throw new ShapeException("Scan: " + stepsOf + " gives " + steps + " steps, but " + from + " gives " + count
                    + "; every step takes one element of each sequence");
        }
        steps = count;
        stepsOf = from;
    }

    /**
     * Adds a value that is passed from each step to the next.
     *
     * @param start its value before the first step
     * @throws IllegalArgumentException if there is already a carry of this name
     */
    public ScanBuilder carry(String name, Node start) {
        Objects.requireNonNull(name, "name");
        if (starts.putIfAbsent(name, Objects.requireNonNull(start, "start")) != null) {
            throw new IllegalArgumentException(kind + ": two carries are named " + name);
        }
        return this;
    }

    /** Begins with the last elements. Outputs keep the order of the elements. */
    public ScanBuilder reverse() {
        reversed = true;
        return this;
    }

    /**
     * Makes only the first n of all steps, where n is computed by the graph. In a reversed scan, the first step takes
     * element n − 1. The rows of outputs for the other elements are 0.
     *
     * @param n an integer from 0 to the number of steps, which a run checks
     * @throws ShapeException if n is not a number of rank 0
     */
    public ScanBuilder first(Node n) {
        Objects.requireNonNull(n, "n");
        if (!n.shape().isScalar()) {
            throw new ShapeException("Scan: first(n): the number of steps must have rank 0, but is " + n.describe());
        }
        count = Optional.of(n);
        return this;
    }

    /** Makes steps as long as a number that is computed from the carries is 1. */
    ScanBuilder asLongAs(Function<ScanStep, Node> goesOn) {
        condition = Optional.of(goesOn);
        return this;
    }

    /**
     * Keeps the carries of only every k-th step for the backward pass, which recomputes k steps at a time. About √steps
     * takes the least memory.
     *
     * <p>If k does not divide the number of steps, a divisor from half to twice k is used if there is one; otherwise
     * the remaining steps follow the groups. No value changes. Gradients that are sums over steps keep their order of
     * addition if no steps remain and no output is also a carry; otherwise they round differently at the borders of
     * groups.
     *
     * @throws IllegalArgumentException if k is less than 1
     */
    public ScanBuilder checkpoint(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("Scan: checkpoint(" + k
                    + "): k must be at least 1, because the carries of every k-th step are kept");
        }
        every = k;
        return this;
    }

    /**
     * Keeps everything the steps compute until the backward pass. By default only the carries are kept and each step is
     * recomputed. This takes less time, but memory for each step, or with {@link #checkpoint} for each step of one
     * group. No value changes. An inner scan is recomputed in any case.
     */
    public ScanBuilder keepIntermediates() {
        keeps = true;
        return this;
    }

    /**
     * Creates the scan with one carry and no sequence. The body returns the next carry. The carry after each step is
     * also the output of the same name.
     *
     * @throws IllegalStateException if there is not exactly one carry, or there is a sequence
     * @throws ShapeException if the next value has another shape
     */
    public Scan body(UnaryOperator<Node> body) {
        Objects.requireNonNull(body, "body");
        check(1, 0, "body(h -> …)");
        String name = starts.keySet().iterator().next();
        return steps(step -> handOn(step, name, body.apply(step.carry(name))));
    }

    /**
     * Creates the scan with one carry and one sequence. The body returns the next carry, given a carry and an element.
     * The carry after each step is also the output of the same name.
     *
     * @throws IllegalStateException if there is not exactly one carry and one sequence
     * @throws ShapeException if the next value has another shape
     */
    public Scan body(BinaryOperator<Node> body) {
        Objects.requireNonNull(body, "body");
        check(1, 1, "body((h, x) -> …)");
        String name = starts.keySet().iterator().next();
        String sequence = sequences.keySet().iterator().next();
        return steps(step -> handOn(step, name, body.apply(step.carry(name), step.element(sequence))));
    }

    private static void handOn(ScanStep step, String name, Node next) {
        step.next(name, next).output(name, next);
    }

    private void check(int carries, int sequenceCount, String form) {
        if (starts.size() != carries || sequences.size() != sequenceCount) {
            throw new IllegalStateException("Scan: " + form + " needs " + carries + " carry and " + sequenceCount
                    + (sequenceCount == 1 ? " sequence" : " sequences") + ", but there are carries " + starts.keySet()
                    + " and sequences " + sequences.keySet() + "; use steps(step -> …) instead");
        }
    }

    /**
     * Creates the scan with this body, which passes on each carry with {@link ScanStep#next}.
     *
     * @throws IllegalStateException if it does not, or there is neither a carry nor a sequence, or no result
     * @throws ShapeException if the carries and outputs of all steps exceed the maximum size of an array
     */
    public Scan steps(Consumer<ScanStep> body) {
        Objects.requireNonNull(body, "body");
        if (starts.isEmpty() && sequences.isEmpty()) {
            throw new IllegalStateException(kind + ": there is neither a carry nor a sequence; add one with"
                    + " carry(name, start) or over(x, axis)");
        }
        if (count.isPresent() && every != 0) {
            throw new IllegalStateException("Scan: checkpoint(k) needs a fixed number of steps; omit it, or first(n)");
        }
        ScanStep step = new ScanStep(kind, steps);
        starts.forEach((name, start) -> step.addCarry(name, start.shape()));
        sequences.forEach((name, x) -> step.addElement(name, withoutFirst(x.shape())));
        Optional<Node> ofCarries = condition.map(goesOn -> conditionAt(step.carries, goesOn));
        body.accept(step);
        for (String name : starts.keySet()) {
            if (!step.next.containsKey(name)) {
                throw new IllegalStateException(kind + ": the body does not pass on the carry " + name
                        + "; call step.next(\"" + name + "\", …), or use its start, "
                        + starts.get(name).expression() + ", if it does not change");
            }
        }
        if (starts.isEmpty() && step.outputs.isEmpty()) {
            throw new IllegalStateException("Scan: the body has no result; call step.output(name, …)");
        }
        Map<String, Node> all = new LinkedHashMap<>(starts);
        ofCarries.ifPresent(asked -> addCondition(asked, step, all));
        return scan(step, all);
    }

    /** Adds the condition as the last carry, unless it is that already. */
    private void addCondition(Node ofCarries, ScanStep step, Map<String, Node> all) {
        Node first = step.inputs.get(0);
        if (Subgraph.order(List.of(ofCarries), node -> node.isOlderThan(first)).stream()
                .noneMatch(step.inputs::contains)) {
            throw new IllegalArgumentException("While: the condition, " + ofCarries.describe()
                    + ", depends on no carry, so no step would change it");
        }
        Function<ScanStep, Node> goesOn = condition.orElseThrow();
        if (ofCarries != step.inputs.get(step.inputs.size() - 1)) {
            String name = CONDITION;
            while (all.containsKey(name)) {
                name += "′";
            }
            all.put(name, conditionAt(starts, goesOn));
            Node next = conditionAt(step.next, goesOn);
            step.addCarry(name, next.shape());
            step.next(name, next);
        }
    }

    private static Node conditionAt(Map<String, Node> carries, Function<ScanStep, Node> goesOn) {
        ScanStep step = new ScanStep("While", carries);
        Node condition = Objects.requireNonNull(goesOn.apply(step), "the condition");
        if (!step.next.isEmpty()
                || !step.outputs.isEmpty()
                || step.indexIfAsked().isPresent()) {
            throw new IllegalStateException("While: the condition may only read carries, with carry(name)");
        }
        if (!condition.shape().isScalar()) {
            boolean isOne = condition.shape().elements() == 1;
            throw new ShapeException("While: the condition must be one number of rank 0, but is " + condition.describe()
                    + (isOne ? "; use reshape() on it" : "; use max() on it for \"any\", min() for \"all\""));
        }
        return condition;
    }

    private static Shape withoutFirst(Shape shape) {
        int[] sizes = shape.sizes();
        String[] names = new String[sizes.length - 1];
        Arrays.setAll(names, axis -> shape.name(axis + 1));
        return Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length)).named(names);
    }

    /**
     * Returns a number of steps per group close to the wanted one that divides the steps, or the wanted one if there is
     * none.
     */
    private static int fitting(int steps, int wanted) {
        for (int less = wanted; 2 * less >= wanted; less--) {
            if (steps % less == 0) {
                return less;
            }
        }
        for (int more = wanted + 1; more <= 2L * wanted && more < steps; more++) {
            if (steps % more == 0) {
                return more;
            }
        }
        return wanted;
    }

    private Scan scan(ScanStep step, Map<String, Node> allStarts) {
        List<Input> elements = new ArrayList<>(step.elements.values());
        List<Node> all = new ArrayList<>(sequences.values());
        step.indexIfAsked().ifPresent(index -> {
            elements.add(index);
            all.add(step.indices());
        });
        List<Node> next = new ArrayList<>();
        allStarts.keySet().forEach(name -> next.add(step.next.get(name)));
        Closing closing = new Closing(
                List.copyOf(step.inputs),
                elements,
                next,
                List.copyOf(step.outputs.values()),
                carry -> carry + "₊₁",
                Map.of(),
                Map.of());
        step.outputs.forEach((name, output) -> {
            if (!step.carries.containsKey(name)) {
                closing.nameInside(output, ScanStep.subscripted(name));
            }
        });
        Body body = keeps ? closing.body().keepingIntermediates() : closing.body();
        List<Node> given = new ArrayList<>(closing.given());
        count.ifPresent(given::add);
        Repeated repeated = new Repeated(count.isPresent() ? body.counted() : body, given, reversed, length());
        List<Node> first = List.copyOf(allStarts.values());
        Repeated.Results results = every == 0 || every >= steps
                ? repeated.plain(first, all, steps)
                : repeated.inGroups(first, all, steps, fitting(steps, every));
        Map<String, Node> carries = new LinkedHashMap<>();
        Map<String, Node> outputs = new LinkedHashMap<>();
        starts.keySet().forEach(name -> carries.put(name, results.last().get(carries.size())));
        step.outputs.keySet().forEach(name -> outputs.put(name, results.all().get(outputs.size())));
        return new Scan(kind, results.loop(), carries, outputs);
    }

    private Loop.Length length() {
        return condition.isPresent() ? Loop.Length.WHILE : count.isPresent() ? Loop.Length.COUNTED : Loop.Length.FIXED;
    }
}
