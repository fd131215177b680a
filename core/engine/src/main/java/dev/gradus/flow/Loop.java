package dev.gradus.flow;

import dev.gradus.node.BroadcastTo;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A {@link Body} repeated: (c_t, y_t) = body(c_{t−1}, x_t, w) for t = 1 … n, in this order or from the last element to the
 * first. {@link Scan} makes it and gives its results as nodes.
 *
 * <p>The inputs are the first carries c_0, the sequences x, whose first axis counts the steps, and the values w that are
 * the same in every step. The value is one vector: the last carries, then all outputs, then the carries before each step.
 * A {@link LoopResult} is one of them in its shape. A plan gives each result that is read an array of its own and does not
 * compute the others.
 *
 * <p>The local backward is a loop the other way round. From c̄_t, what arrives at a carry, and ȳ_t it computes c̄_{t−1} and
 * x̄_t by the rules of the body's ops, and adds the step's part to w̄. Of the forward pass it reads the carries before each
 * step; whatever else a rule needs is computed from them again, in that step, unless the body keeps it. Sums over steps run
 * in the order of the steps of that loop, the last step first, as in the sweep over a graph of all steps.
 */
public final class Loop extends Op {
    private final Body body;
    private final int steps;
    private final boolean isReversed;
    private final List<Result> results;

    /** The kinds of a loop's results. */
    public enum Kind {
        /** A carry after the last step. */
        LAST,
        /** An output of every step, along a new first axis. */
        ALL,
        /** A carry before every step, along a new first axis. */
        BEFORE
    }

    /**
     * One of the results, as a part of the value.
     *
     * @param of the index of the carry or output
     * @param start where it begins
     * @param shape its own
     */
    public record Result(Kind kind, int of, int start, Shape shape) {
        int stop() {
            return start + shape.elements();
        }
    }

    /** Loops are the same only if their bodies are the same object. */
    private record Repetition(Body body, int steps, boolean isReversed) {
        @Override
        public String toString() {
            return steps + " steps" + (isReversed ? " in reverse" : "");
        }
    }

    /**
     * A repetition of the body.
     *
     * @param inputs the first carries, the sequences, and what is the same in every step
     * @throws ShapeException if one has not the shape that the body needs, or the results are too large
     */
    Loop(Body body, int steps, boolean isReversed, List<Node> inputs) {
        super(Shape.of(elements(results(body, steps))), inputs);
        this.body = body;
        this.steps = steps;
        this.isReversed = isReversed;
        this.results = results(body, steps);
        List<Shape> expected = expected();
        for (int i = 0; i < inputs.size(); i++) {
            if (!input(i).shape().equals(expected.get(i))) {
                throw new ShapeException("Loop: " + operand(i) + " must have the shape " + expected.get(i) + " in "
                        + steps + " steps of this body, but is " + input(i).describe());
            }
        }
    }

    private static List<Result> results(Body body, int steps) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < body.carries().size(); i++) {
            add(results, Kind.LAST, i, body.carries().get(i).shape());
        }
        for (int i = 0; i < body.outputs().size(); i++) {
            add(results, Kind.ALL, i, times(steps, body.outputs().get(i).shape()));
        }
        for (int i = 0; i < body.carries().size(); i++) {
            if (!body.onlyAddsUp(i)) {
                add(results, Kind.BEFORE, i, times(steps, body.carries().get(i).shape()));
            }
        }
        return List.copyOf(results);
    }

    private static void add(List<Result> results, Kind kind, int of, Shape shape) {
        Result result = new Result(kind, of, elements(results), shape);
        if (Shape.isTooLarge(result.start) || (long) result.start + shape.elements() > Integer.MAX_VALUE - 8) {
            throw tooLarge();
        }
        results.add(result);
    }

    private static int elements(List<Result> results) {
        return results.isEmpty() ? 0 : results.get(results.size() - 1).stop();
    }

    /** The shape with the steps as a new first axis. */
    static Shape times(int steps, Shape shape) {
        int[] sizes = IntStream.concat(IntStream.of(steps), Arrays.stream(shape.sizes()))
                .toArray();
        if (Shape.isTooLarge(sizes)) {
            throw tooLarge();
        }
        return Shape.of(sizes);
    }

    private static ShapeException tooLarge() {
        return new ShapeException("Scan: the carries and outputs of all steps are more numbers than an array can hold;"
                + " checkpoint(k) keeps the carries of every k-th step only, and keepIntermediates() keeps more");
    }

    private List<Shape> expected() {
        return Stream.of(
                        body.carries().stream().map(Node::shape),
                        body.elements().stream().map(element -> times(steps, element.shape())),
                        body.given().stream().map(Node::shape))
                .flatMap(shapes -> shapes)
                .toList();
    }

    /** What is repeated. */
    public Body body() {
        return body;
    }

    /** How often. */
    public int steps() {
        return steps;
    }

    /** Whether the first step takes the last element of each sequence. */
    public boolean isReversed() {
        return isReversed;
    }

    /** The results, in the order in which they make up the value. */
    public List<Result> results() {
        return results;
    }

    /** The row of the sequences and outputs that belongs to a step, counted from 0. */
    public int row(int step) {
        return isReversed ? steps - 1 - step : step;
    }

    /** A step in words, for messages: which one, counted from 0, of which loop. */
    public String location(int step) {
        return "step " + step + " of "
                + madeBy().map(maker -> "the backward pass through " + maker.describe())
                        .orElse(describe())
                + ", counted from 0";
    }

    /** The index among the inputs of what a node of the body stands for. */
    public int inputOf(Input bodysInput) {
        Objects.requireNonNull(bodysInput, "bodysInput");
        List<Input> all = new ArrayList<>(body.carries());
        all.addAll(body.elements());
        all.addAll(body.given());
        return all.indexOf(bodysInput);
    }

    LoopResult last(int carry) {
        return part(Kind.LAST, carry);
    }

    LoopResult all(int output) {
        return part(Kind.ALL, output);
    }

    LoopResult before(int carry) {
        return part(Kind.BEFORE, carry);
    }

    private LoopResult part(Kind kind, int of) {
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).kind == kind && results.get(i).of == of) {
                return new LoopResult(this, results.get(i), name(results.get(i)));
            }
        }
        throw new IllegalArgumentException("Loop: there is no " + kind + " " + of);
    }

    private String name(Result result) {
        List<? extends Node> named = result.kind == Kind.ALL ? body.outputs() : body.carries();
        Node node = named.get(result.of);
        return node.isNamed() ? node.label() : "output " + (result.of + 1);
    }

    /** Computes the body's nodes step by step, each by its op's {@code forward}. */
    @Override
    public void forward(double[][] in, double[] out) {
        new PlainLoop(this, in).run(out);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return new ReverseLoop(this, upstream).gradients();
    }

    /** The mark for an input by which there is no derivative. */
    static Node noDerivative(String why) {
        return undefined(why);
    }

    /** The mark for an input that has no influence. */
    static Node none() {
        return zero();
    }

    /**
     * The same steps with other inputs. If their shapes differ, all nodes of the body are made again, and the number of steps
     * is that of the sequences.
     */
    @Override
    public Loop withInputs(List<Node> inputs) {
        checkCount(inputs);
        List<Shape> shapes = inputs.stream().map(Node::shape).toList();
        if (shapes.equals(inputs().stream().map(Node::shape).toList())) {
            return new Loop(body, steps, isReversed, inputs);
        }
        int first = body.carries().size();
        boolean hasSequence = !body.elements().isEmpty() && !shapes.get(first).isScalar();
        int count = hasSequence ? shapes.get(first).size(0) : steps;
        List<Shape> ofStep = new ArrayList<>(shapes);
        for (int i = first; i < first + body.elements().size(); i++) {
            Shape sequence = shapes.get(i);
            if (sequence.isScalar() || sequence.size(0) != count || count == 0) {
                throw new ShapeException("Loop: the sequence " + inputs.get(i).describe()
                        + " does not have an element for " + "each of " + count + " steps");
            }
            ofStep.set(i, Shape.of(Arrays.copyOfRange(sequence.sizes(), 1, sequence.rank())));
        }
        return new Loop(body.withShapes(ofStep), count, isReversed, inputs);
    }

    @Override
    public Record attributes() {
        return new Repetition(body, steps, isReversed);
    }

    /** The names that the body has for them. */
    @Override
    public List<String> operands() {
        List<String> names = new ArrayList<>();
        body.carries().forEach(carry -> names.add(carry.label()));
        body.elements().forEach(element -> names.add(element.label()));
        body.given().forEach(given -> names.add(given.label()));
        return names;
    }

    @Override
    public Notation notation() {
        String count = steps + (steps == 1 ? " step" : " steps");
        return Notation.function("scan").arguments(isReversed ? List.of(count, "reverse") : List.of(count));
    }

    /** The equations of a step. */
    @Override
    public String inside() {
        return body.toString();
    }

    /**
     * What a step is given: the carries of the step before, its elements, and what is the same in every step.
     *
     * @param inputs the values of this op's inputs
     * @param step from 0
     * @throws IndexOutOfBoundsException if there is no such step
     */
    public Map<Input, Tensor> givenTo(int step, List<Tensor> inputs) {
        Objects.checkIndex(step, steps);
        double[][] in = inputs.stream().map(Tensor::toArray).toArray(double[][]::new);
        return new PlainLoop(this, in).givenTo(step);
    }

    /** The start of a sum of values of this shape: −0 everywhere, which changes no number that is added to it, not even −0. */
    static Node emptySum(Shape shape) {
        return Constant.of(-0.0).broadcastTo(shape);
    }

    static boolean isEmptySum(Node node) {
        Node source = node instanceof BroadcastTo copies ? copies.input(0) : node;
        return source instanceof Constant constant
                && constant.shape().isScalar()
                && Double.doubleToRawLongBits(constant.value().item()) == Double.doubleToRawLongBits(-0.0);
    }
}
