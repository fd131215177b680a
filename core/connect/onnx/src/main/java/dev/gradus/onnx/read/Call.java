package dev.gradus.onnx.read;

import dev.gradus.node.Node;
import dev.gradus.onnx.file.ElementType;
import dev.gradus.onnx.file.OnnxFile;
import dev.gradus.onnx.file.OnnxNode;
import dev.gradus.onnx.file.Refusal;
import dev.gradus.onnx.file.TensorData;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A node of a file that is being read: its operands and attributes. */
final class Call {
    private final OnnxNode node;
    private final Signature signature;
    private final List<Optional<Value>> inputs;
    private final long version;
    private final Work work;
    private final Bodies bodies;

    /** Reads the body of a node for some arguments. */
    @FunctionalInterface
    interface Bodies {
        List<Value> read(OnnxFile body, List<Value> arguments);
    }

    /**
     * Refuses a node that does not fit its operator's signature.
     *
     * @param version of the operators
     * @param work what may still be computed of the file's constants
     * @param bodies reads graphs that are attributes
     */
    Call(OnnxNode node, Signature signature, List<Optional<Value>> inputs, long version, Work work, Bodies bodies) {
        signature.check(node, version);
        this.node = node;
        this.signature = signature;
        this.inputs = inputs;
        this.version = version;
        this.work = work;
        this.bodies = bodies;
    }

    long version() {
        return version;
    }

    /** Whether the node is in training mode because it is of a version before 7, which says is_test of one that is not. */
    boolean isOldTraining() {
        return version < 7 && !hasAttribute("is_test");
    }

    /** How many results the node has. */
    int outputs() {
        return node.outputs().size();
    }

    /** Whether the result with this index is read by a name. */
    boolean isAsked(int output) {
        return output < node.outputs().size() && !node.outputs().get(output).isEmpty();
    }

    int inputs() {
        return inputs.size();
    }

    boolean has(int input) {
        return input < inputs.size() && inputs.get(input).isPresent();
    }

    Value value(int input) {
        if (!has(input)) {
            throw new Refusal("it lacks its input " + signature.input(input) + " (" + input + ")");
        }
        return inputs.get(input).orElseThrow();
    }

    Node in(int input) {
        return value(input).node();
    }

    /** The second operand. Before version 7, an attribute may say at which axis of the first one it begins. */
    Node second() {
        return hasAttribute("axis") ? beginningAt(integer("axis", 0)) : in(1);
    }

    /** The second input with axes of size 1 behind its own, so that it begins at this axis of the first one. */
    Node beginningAt(int axis) {
        int[] own = shape(1).sizes(), sizes = Arrays.copyOf(own, shape(0).rank() - axis(axis, shape(0).rank()));
        if (sizes.length < own.length) {
            throw new Refusal(in(1).describe() + " has more axes than " + in(0).describe() + " from axis " + axis);
        }
        Arrays.fill(sizes, own.length, sizes.length, 1);
        return in(1).reshape(sizes);
    }

    List<Node> all() {
        return IntStream.range(0, inputs.size()).mapToObj(this::in).toList();
    }

    ElementType type() {
        return value(0).type();
    }

    /** An input whose numbers must be known: constants, or the initial ones of a parameter. */
    Tensor numbers(int input) {
        Tensor numbers = value(input)
                .numbers()
                .orElseThrow(() ->
                        new Refusal("its input " + input + ", " + in(input).describe()
                                + ", would have to be known before the model is run, but depends on its inputs; give a"
                                + " value to those that decide by OnnxOptions.input"));
        work.take(numbers.shape().elements());
        return numbers;
    }

    /** Notes that this many numbers are computed while the node is read. */
    void compute(long numbers) {
        work.take(numbers);
    }

    double number(int input) {
        return numbers(input).item();
    }

    /** Integers that must be known; those beyond the range of int are the end of that range. */
    int[] integers(int input) {
        double[] numbers = numbers(input).toArray();
        int[] integers = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] != Math.rint(numbers[i])) {
                throw new Refusal("its input " + input + " should be integers, but has " + numbers[i]);
            }
            integers[i] = (int) numbers[i];
        }
        return integers;
    }

    boolean hasAttribute(String name) {
        return node.attributes().containsKey(name);
    }

    int integer(String name) {
        return attribute(name, Long.class).isPresent() ? integer(name, 0) : Integer.parseInt(signature.otherwise(name));
    }

    /** An integer whose default depends on the version or on the inputs. */
    int integer(String name, int otherwise) {
        long value = attribute(name, Long.class).orElse((long) otherwise);
        if (value != (int) value) {
            throw new Refusal("its attribute " + name + " is " + value);
        }
        return (int) value;
    }

    /** An integer attribute as a number. */
    Optional<Double> whole(String name) {
        return attribute(name, Long.class).map(value -> exact(name, value));
    }

    private static double exact(String name, long value) {
        try {
            return ElementType.INT64.ofInteger(value);
        } catch (ArithmeticException inexact) {
            throw new Refusal("its attribute " + name + " holds " + value + ", which is not exactly a float64");
        }
    }

    boolean flag(String name) {
        return integer(name) != 0;
    }

    /** A float32 stands for the shortest decimal number that is rounded to it, as 0.1: that is what was meant. */
    double real(String name) {
        return attribute(name, Float.class)
                .map(Call::meant)
                .orElseGet(() -> Double.parseDouble(signature.otherwise(name)));
    }

    private static double meant(float number) {
        return Double.parseDouble(Float.toString(number));
    }

    /** Known float32 numbers as those that were meant. */
    double[] meant(int input) {
        return numbers(input).map(number -> meant((float) number)).toArray();
    }

    String text(String name) {
        return attribute(name, String.class).orElseGet(() -> signature.otherwise(name));
    }

    Optional<int[]> integers(String name) {
        return attribute(name, List.class).map(list -> {
            List<Integer> integers = new ArrayList<>();
            for (Object each : list) {
                if (!(each instanceof Long value) || value != value.intValue()) {
                    throw new Refusal("its attribute " + name + " should be integers, but has " + each);
                }
                integers.add(value.intValue());
            }
            return integers.stream().mapToInt(value -> value).toArray();
        });
    }

    /** A list of texts, empty if there is none. */
    List<String> texts(String name) {
        return attribute(name, List.class).orElse(List.of()).stream()
                .map(String::valueOf)
                .toList();
    }

    /** The results of the graph that is this attribute. */
    List<Value> body(String name, List<Value> arguments) {
        OnnxFile body = attribute(name, OnnxFile.class).orElseThrow(() -> new Refusal("it lacks the " + name));
        return bodies.read(body, arguments);
    }

    /** An input, if the node has it. */
    Optional<Value> optional(int input) {
        return has(input) ? inputs.get(input) : Optional.empty();
    }

    Optional<TensorData> tensor(String name) {
        return attribute(name, TensorData.class);
    }

    /** The numbers of a list of integers or floats. */
    Optional<double[]> reals(String name) {
        return attribute(name, List.class).map(list -> {
            List<Double> numbers = new ArrayList<>();
            for (Object each : list) {
                if (!(each instanceof Number value)) {
                    throw new Refusal("its attribute " + name + " should be numbers, but has " + each);
                }
                numbers.add(value instanceof Long whole ? exact(name, whole) : value.doubleValue());
            }
            return numbers.stream().mapToDouble(value -> value).toArray();
        });
    }

    private <T> Optional<T> attribute(String name, Class<T> kind) {
        Object value = node.attributes().get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!kind.isInstance(value)) {
            throw new Refusal("its attribute " + name + " is not of the kind " + kind.getSimpleName() + ", but "
                    + (value instanceof OnnxNode.Unread unread ? unread.kind() : value));
        }
        return Optional.of(kind.cast(value));
    }

    /** The axis, counted from the start, among that many. */
    static int axis(int axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw new Refusal("there is no axis " + axis + " among " + rank);
        }
        return axis < 0 ? axis + rank : axis;
    }

    static int[] axes(int[] axes, int rank) {
        return IntStream.of(axes).map(axis -> axis(axis, rank)).toArray();
    }

    /** The axes of an operator that had them as an attribute before some version, and has them as an input since. */
    Optional<int[]> axes(int rank) {
        Optional<int[]> axes = has(1) ? Optional.of(integers(1)) : integers("axes");
        return axes.map(each -> axes(each, rank));
    }

    Shape shape(int input) {
        return in(input).shape();
    }

    Value result(Node node) {
        return new Value(node, type());
    }
}
