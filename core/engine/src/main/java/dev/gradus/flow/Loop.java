package dev.gradus.flow;

import dev.gradus.node.BroadcastTo;
import dev.gradus.node.Constant;
import dev.gradus.node.IndexValueException;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.NumpyFormat;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Repeats a {@link Body}: (c_t, y_t) = body(c_{t−1}, x_t, w) for t = 1 … n, in this order or from the last element to
 * the first. {@link Scan} and {@link While} create loops and return their results as nodes.
 *
 * <p>The inputs are the initial carries c_0, the sequences x, whose first axis ranges over the steps, and the values w
 * that are the same in each step. The value is one vector: the last carries, then all outputs, then the carries before
 * each step. A {@link LoopResult} is one of these in its own shape. A plan allocates a separate array for each result
 * that is read and does not compute the others.
 *
 * <p>The local backward is a loop in the opposite direction. From c̄_t, the upstream gradient of a carry, and ȳ_t it
 * computes c̄_{t−1} and x̄_t by the rules of the body's ops, and adds the step's contribution to w̄. It reads the
 * carries before each step from the forward pass. Whatever else a rule needs is recomputed from them in that step,
 * unless the body keeps it. Sums over steps run from the last step to the first, as in the sweep over a graph of all
 * steps.
 *
 * <p>A loop may end before its last step, as its {@link Length} says. Rows of steps that it does not make are 0. Its
 * backward makes the same number of steps.
 */
public final class Loop extends Op {
    private final Body body;
    private final int steps;
    private final boolean isReversed;
    private final Length length;
    private final List<Result> results;

    /** The kind of a loop's result. */
    public enum Kind {
        /** A carry after the last step. */
        LAST,
        /** An output of all steps, along a new first axis. */
        ALL,
        /** A carry before each step, along a new first axis. */
        BEFORE,
        /** The number of steps that were made. */
        STEPS
    }

    /** What determines how many steps a loop makes. */
    public enum Length {
        /** It makes all steps. */
        FIXED,
        /** It makes steps as long as its last carry is 1, and fails if that is still 1 after all steps. */
        WHILE,
        /** It makes as many steps as its last given value says. */
        COUNTED
    }

    /**
     * The position of one result in the value.
     *
     * @param of the index of the carry or output
     * @param start its offset in the value
     * @param shape its shape
     */
    public record Result(Kind kind, int of, int start, Shape shape) {
        int stop() {
            return start + shape.elements();
        }
    }

    /** Loops are equal only if their bodies are the same object. */
    private record Repetition(Body body, int steps, boolean isReversed) {
        @Override
        public String toString() {
            return steps + " steps" + (isReversed ? " in reverse" : "");
        }
    }

    /** The attributes of a loop that may end early. */
    private record Bounded(Body body, int steps, boolean isReversed, Length length) {
        @Override
        public String toString() {
            return "at most " + new Repetition(body, steps, isReversed);
        }
    }

    /**
     * Creates a loop.
     *
     * @param inputs the initial carries, the sequences, and the values that are the same in each step
     * @throws ShapeException if an input does not have the shape that the body needs, or the results are too large
     */
    Loop(Body body, int steps, boolean isReversed, List<Node> inputs) {
        this(body, steps, isReversed, Length.FIXED, inputs);
    }

    /**
     * Creates a loop that may end early.
     *
     * @param steps the maximum number of steps
     * @param inputs the initial carries, the sequences, and the values that are the same in each step
     * @throws ShapeException if an input does not have the shape that the body needs, or the results are too large
     */
    Loop(Body body, int steps, boolean isReversed, Length length, List<Node> inputs) {
        super(Shape.of(ResultLayout.elements(ResultLayout.of(body, steps, length))), inputs);
        this.body = body;
        this.steps = steps;
        this.isReversed = isReversed;
        this.length = length;
        this.results = ResultLayout.of(body, steps, length);
        List<Shape> expected = expected();
        for (int i = 0; i < inputs.size(); i++) {
            if (!input(i).shape().equals(expected.get(i))) {
                throw new ShapeException("Loop: " + operand(i) + " must have the shape " + expected.get(i) + " in "
                        + steps + " steps of this body, but is " + input(i).describe());
            }
        }
    }

    /**
     * Creates the loop that a file described.
     *
     * @param inputs the initial carries, the sequences, and the values that are the same in each step
     * @throws ShapeException if an input does not have the shape that the body needs, or the results are too large
     * @throws IllegalArgumentException if the number of inputs is not the body's, or the number of steps is less than 1
     */
    public static Loop of(Body body, int steps, boolean isReversed, List<Node> inputs) {
        return of(body, steps, isReversed, Length.FIXED, inputs);
    }

    /**
     * Creates the loop that a file described, which may end early.
     *
     * @param steps the maximum number of steps
     * @param inputs the initial carries, the sequences, and the values that are the same in each step
     * @throws ShapeException if an input does not have the shape that the body needs, or the results are too large
     * @throws IllegalArgumentException if the number of inputs is not the body's, the number of steps is less than 1, or
     *     the body does not have the number that determines the length
     */
    public static Loop of(Body body, int steps, boolean isReversed, Length length, List<Node> inputs) {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(length, "length");
        Objects.requireNonNull(inputs, "inputs");
        int expected =
                body.carries().size() + body.elements().size() + body.given().size();
        if (steps < 1
                || inputs.size() != expected
                || body.next().size() != body.carries().size()) {
            throw new IllegalArgumentException(
                    "Loop: it takes " + expected + " inputs, at least 1 step and a next value"
                            + " for each carry, not " + inputs.size() + " inputs, " + steps + " steps and "
                            + body.next().size() + " next values");
        }
        List<Input> deciding = length == Length.WHILE ? body.carries() : body.given();
        if (length != Length.FIXED
                && (deciding.isEmpty()
                        || !deciding.get(deciding.size() - 1).shape().isScalar())) {
            throw new IllegalArgumentException("Loop: the last "
                    + (length == Length.WHILE ? "carry" : "given value") + " must be a number, which determines"
                    + " how many steps are made");
        }
        return new Loop(body, steps, isReversed, length, inputs);
    }

    /** Adds the steps as a new first axis. */
    static Shape times(int steps, Shape shape) {
        int[] sizes = IntStream.concat(IntStream.of(steps), Arrays.stream(shape.sizes()))
                .toArray();
        if (Shape.isTooLarge(sizes)) {
            throw tooLarge();
        }
        return Shape.of(sizes);
    }

    static ShapeException tooLarge() {
        return new ShapeException("Scan: the carries and outputs of all steps exceed the maximum size of an array;"
                + " use checkpoint(k) to keep the carries of every k-th step only, and do not use keepIntermediates()");
    }

    private List<Shape> expected() {
        return Stream.of(
                        body.carries().stream().map(Node::shape),
                        body.elements().stream().map(element -> times(steps, element.shape())),
                        body.given().stream().map(Node::shape))
                .flatMap(shapes -> shapes)
                .toList();
    }

    /** Returns the body that is repeated. */
    public Body body() {
        return body;
    }

    /** Returns the number of steps, or the maximum if the loop may end early. */
    public int steps() {
        return steps;
    }

    /** Returns what determines how many steps the loop makes. */
    public Length length() {
        return length;
    }

    boolean mayEndEarly() {
        return length != Length.FIXED;
    }

    /**
     * Returns how many steps the loop makes at most, given the arrays of its inputs.
     *
     * @throws IllegalArgumentException if the number of steps is an input and not an integer from 0 to {@link #steps}
     */
    public int limit(double[][] in) {
        Objects.requireNonNull(in, "in");
        if (length != Length.COUNTED) {
            return steps;
        }
        double[] count = in[in.length - 1];
        if (!IndexValueException.areValid(count, steps + 1)) {
            throw new IllegalArgumentException("Loop: "
                    + input(in.length - 1).describe() + " is " + NumpyFormat.number(count[0])
                    + ", but a number of steps must be an integer from 0 to " + steps);
        }
        return (int) count[0];
    }

    /**
     * Returns whether a loop of length {@link Length#WHILE} makes another step.
     *
     * @param made the number of steps so far
     * @param condition the last carry
     * @throws StepLimitException if the condition is 1 after all steps
     * @throws IllegalArgumentException if the condition is neither 0 nor 1
     */
    public boolean goesOn(int made, double condition) {
        if (condition != 0 && condition != 1) {
            throw new IllegalArgumentException("While: after " + made + (made == 1 ? " step" : " steps")
                    + ", the condition of " + describe() + " is "
                    + NumpyFormat.number(condition)
                    + ", but must be 0 or 1; compare numbers, for example with greater(0)");
        }
        if (condition == 1 && made == steps) {
            throw new StepLimitException(this);
        }
        return condition == 1;
    }

    /**
     * Returns how many steps the loop makes.
     *
     * @param values returns the values of this node and its inputs
     */
    public int stepsMade(Function<? super Node, Tensor> values) {
        Objects.requireNonNull(values, "values");
        return switch (length) {
            case FIXED -> steps;
            case COUNTED -> (int) values.apply(input(inputs().size() - 1)).item();
            case WHILE -> (int) values.apply(this).get(shape().elements() - 1);
        };
    }

    /** Returns the number of steps as a node, if the loop may end early. */
    Node count() {
        return length == Length.WHILE ? result(Kind.STEPS, 0) : input(inputs().size() - 1);
    }

    /** Returns whether the first step takes the last element of each sequence. */
    public boolean isReversed() {
        return isReversed;
    }

    /** Returns the results in the order of the value. */
    public List<Result> results() {
        return results;
    }

    /** Returns the row of the sequences and outputs for a step, from 0. */
    public int row(int step) {
        return row(step, steps);
    }

    /** Returns the row of the sequences and outputs for a step, from 0, if the loop makes this number of steps. */
    public int row(int step, int made) {
        return isReversed ? made - 1 - step : step;
    }

    /** Describes a step, from 0, for messages. */
    public String location(int step) {
        return "step " + step + " of "
                + madeBy().map(maker -> "the backward pass through " + maker.describe())
                        .orElse(describe())
                + ", counted from 0";
    }

    /** Returns the index of the loop's input for which an input of the body stands. */
    public int inputOf(Input bodysInput) {
        return body.numberOf(Objects.requireNonNull(bodysInput, "bodysInput"));
    }

    LoopResult last(int carry) {
        return result(Kind.LAST, carry);
    }

    LoopResult all(int output) {
        return result(Kind.ALL, output);
    }

    LoopResult before(int carry) {
        return result(Kind.BEFORE, carry);
    }

    private LoopResult result(Kind kind, int of) {
        int number = number(kind, of);
        if (number < 0) {
            throw new IllegalArgumentException("Loop: there is no " + kind + " " + of);
        }
        return new LoopResult(this, results.get(number), name(results.get(number)));
    }

    /** Returns the number of a result, or a negative one if the loop has no such result. */
    int number(Kind kind, int of) {
        Result wanted = new Result(kind, of, 0, Shape.scalar());
        return Collections.binarySearch(
                results, wanted, Comparator.comparing(Result::kind).thenComparing(Result::of));
    }

    /** Returns the numbers of the inputs that the gradients of these results reach. */
    BitSet reached(BitSet of) {
        int condition = length == Length.WHILE ? body.carries().size() - 1 : -1; // no gradient passes through it
        BitSet passed = new BitSet();
        List<Node> nodes = new ArrayList<>();
        of.stream().mapToObj(results::get).forEach(result -> {
            if (result.kind == Kind.ALL) {
                nodes.add(body.outputs().get(result.of));
            } else if (result.kind != Kind.STEPS && result.of != condition) {
                nodes.add((result.kind == Kind.LAST ? body.next() : body.carries()).get(result.of));
                passed.set(result.of, mayEndEarly() && result.kind == Kind.LAST); // if there is no step
            }
        });
        BitSet reached = body.reachedFrom(nodes);
        reached.or(passed);
        return reached;
    }

    private String name(Result result) {
        if (result.kind == Kind.STEPS) {
            return "steps";
        }
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
        return new LoopBackward(this, upstream).gradients();
    }

    /** Marks an input without a derivative. */
    static Node noDerivative(String why) {
        return undefined(why);
    }

    /** Marks an input without influence. */
    static Node none() {
        return zero();
    }

    /**
     * Repeats the same steps with other inputs. If their shapes differ, all nodes of the body are rebuilt and the
     * sequences determine the number of steps.
     */
    @Override
    public Loop withInputs(List<Node> inputs) {
        checkCount(inputs);
        List<Shape> shapes = inputs.stream().map(Node::shape).toList();
        if (shapes.equals(inputs().stream().map(Node::shape).toList())) {
            return new Loop(body, steps, isReversed, length, inputs);
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
        return new Loop(body.withShapes(ofStep), count, isReversed, length, inputs);
    }

    @Override
    public Record attributes() {
        return mayEndEarly() ? new Bounded(body, steps, isReversed, length) : new Repetition(body, steps, isReversed);
    }

    /** Returns the body's names for the operands. */
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
        String count = (mayEndEarly() ? "at most " : "") + steps + (steps == 1 ? " step" : " steps");
        return Notation.function(length == Length.WHILE ? "while" : "scan")
                .arguments(isReversed ? List.of(count, "reverse") : List.of(count));
    }

    /** Returns the equations of a step. */
    @Override
    public String inside() {
        return body.toString();
    }

    /**
     * Returns the inputs of a step: the carries of the previous step, its elements, and the values that are the same in
     * each step.
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

    /**
     * Returns the initial value of a sum of this shape: −0 everywhere, which changes no number that is added to it, not
     * even −0.
     */
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
