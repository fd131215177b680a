package dev.gradus.onnx.write;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.onnx.file.ElementType;
import dev.gradus.onnx.file.OnnxNode;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes the ONNX nodes that stand for one op. */
final class Emitter {
    private final GraphWriter graph;
    private final Op op;
    private final List<Node> operands;
    private final String result;

    Emitter(GraphWriter graph, Op op, String result) {
        this.graph = graph;
        this.op = op;
        this.operands = NativeOps.operands(op);
        this.result = result;
    }

    /** The name of an operand's value. */
    String in(int index) {
        return graph.value(operands.get(index));
    }

    /** The names of all inputs' values. */
    List<String> ins() {
        return operands.stream().map(graph::value).toList();
    }

    /** An input as booleans: whether its elements are not 0. */
    String truth(int index) {
        return graph.truth(operands.get(index));
    }

    /** An input as integers. */
    String asIntegers(int index) {
        if (operands.get(index) instanceof Constant constant) {
            return constant(ElementType.INT64, constant.value());
        }
        return node("Cast", Map.of("to", (long) ElementType.INT64.code()), in(index));
    }

    /** A vector of integers. */
    String integers(long... values) {
        return constant(
                ElementType.INT64,
                Tensor.of(
                        Shape.of(values.length),
                        Arrays.stream(values).asDoubleStream().toArray()));
    }

    String integers(int... values) {
        return integers(Arrays.stream(values).asLongStream().toArray());
    }

    /** A single integer, of rank 0. */
    String integer(long value) {
        return constant(ElementType.INT64, Tensor.scalar((double) value));
    }

    /** A single number, of rank 0. */
    String number(double value) {
        return constant(graph.type(), Tensor.scalar(value));
    }

    private String constant(ElementType type, Tensor value) {
        return graph.constant(graph.fresh(), type, value);
    }

    /** A number at all places of a shape. */
    String full(Shape shape, double value) {
        return node("Expand", Map.of(), number(value), integers(shape.sizes()));
    }

    /** A node on the way, with a name of its own. */
    String node(String opType, Map<String, Object> attributes, String... inputs) {
        return graph.node(opType, List.of(inputs), graph.fresh(), attributes);
    }

    /** The node that gives the op's value. */
    void result(String opType, Map<String, Object> attributes, String... inputs) {
        graph.node(opType, List.of(inputs), result, attributes);
    }

    /** The op's value from integers or booleans. */
    void castResult(String name) {
        result("Cast", Map.of("to", (long) graph.type().code()), name);
    }

    /** The node that gives the op's value as booleans. It becomes numbers where it is used as such. */
    void truthResult(String opType, String... inputs) {
        graph.isTruth(op, node(opType, Map.of(), inputs), result);
    }

    /** A node with two outputs, of which the second is returned. */
    String second(String opType, Map<String, Object> attributes, String... inputs) {
        String first = graph.fresh(), second = graph.fresh();
        graph.add(new OnnxNode(second, "", opType, List.of(inputs), List.of(first, second), attributes));
        return second;
    }
}
