package dev.gradus.explorer;

import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.BroadcastTo;
import dev.gradus.node.Concat;
import dev.gradus.node.Mean;
import dev.gradus.node.Node;
import dev.gradus.node.Reshape;
import dev.gradus.node.Stack;
import dev.gradus.node.Sum;
import dev.gradus.node.SumTo;
import dev.gradus.node.Transpose;
import dev.gradus.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Ops of this library by the names that they have in a trace. */
final class OpsByName {
    /** An op's attributes as a trace has them. */
    private record Attributes(Map<?, ?> members) {
        int whole(String name) {
            return number(Objects.requireNonNull(members.get(name), name));
        }

        int[] wholes(String name) {
            return ((List<?>) Objects.requireNonNull(members.get(name), name))
                    .stream().mapToInt(Attributes::number).toArray();
        }

        boolean truth(String name) {
            return Boolean.TRUE.equals(members.get(name));
        }

        private static int number(Object value) {
            return (int) Math.rint((Double) value);
        }
    }

    private static final Map<String, BiFunction<List<Node>, Attributes, Node>> MAKERS = new HashMap<>();

    static {
        Map<String, UnaryOperator<Node>> functions = Map.ofEntries(
                Map.entry("Negate", Node::negate),
                Map.entry("Reciprocal", Node::reciprocal),
                Map.entry("Square", Node::square),
                Map.entry("Sqrt", Node::sqrt),
                Map.entry("Exp", Node::exp),
                Map.entry("Expm1", Node::expm1),
                Map.entry("Log", Node::log),
                Map.entry("Log1p", Node::log1p),
                Map.entry("Sin", Node::sin),
                Map.entry("Cos", Node::cos),
                Map.entry("Erf", Node::erf),
                Map.entry("Sigmoid", Node::sigmoid),
                Map.entry("Tanh", Node::tanh),
                Map.entry("Relu", Node::relu),
                Map.entry("Softplus", Node::softplus),
                Map.entry("Abs", Node::abs),
                Map.entry("StopGradient", Node::stopGradient));
        functions.forEach((name, function) -> MAKERS.put(name, (in, attributes) -> function.apply(in.get(0))));
        Map<String, BinaryOperator<Node>> ofTwo = Map.ofEntries(
                Map.entry("AddBroadcast", Node::add),
                Map.entry("SubtractBroadcast", Node::subtract),
                Map.entry("MultiplyBroadcast", Node::multiply),
                Map.entry("DivideBroadcast", Node::divide),
                Map.entry("PowBroadcast", Node::pow),
                Map.entry("MaximumBroadcast", Node::maximum),
                Map.entry("MinimumBroadcast", Node::minimum),
                Map.entry("MatMul", Node::matMul),
                Map.entry("BatchMatMul", Node::batchMatMul),
                Map.entry("MseLoss", MseLoss::new),
                Map.entry("CrossEntropyLoss", CrossEntropyLoss::new),
                Map.entry("BinaryCrossEntropyLoss", BinaryCrossEntropyLoss::new));
        ofTwo.forEach((name, op) -> MAKERS.put(name, (in, attributes) -> op.apply(in.get(0), in.get(1))));
        MAKERS.put("Sum", (in, of) -> new Sum(in.get(0), of.truth("keepDims"), of.wholes("axes")));
        MAKERS.put("Mean", (in, of) -> new Mean(in.get(0), of.truth("keepDims"), of.wholes("axes")));
        MAKERS.put("Softmax", (in, of) -> in.get(0).softmax(of.whole("axis")));
        MAKERS.put("LogSoftmax", (in, of) -> in.get(0).logSoftmax(of.whole("axis")));
        MAKERS.put("Transpose", (in, of) -> new Transpose(in.get(0), of.wholes("axes")));
        MAKERS.put("Reshape", (in, of) -> new Reshape(in.get(0), Shape.of(of.wholes("shape"))));
        MAKERS.put("BroadcastTo", (in, of) -> new BroadcastTo(in.get(0), Shape.of(of.wholes("shape"))));
        MAKERS.put("SumTo", (in, of) -> new SumTo(in.get(0), Shape.of(of.wholes("shape"))));
        MAKERS.put("Concat", (in, of) -> new Concat(of.whole("axis"), in));
        MAKERS.put("Stack", (in, of) -> new Stack(of.whole("axis"), in));
    }

    private OpsByName() {}

    /** The op, unless none has this name, these operands and these attributes. */
    static Optional<Node> make(String name, List<Node> inputs, Map<?, ?> attributes) {
        try {
            return Optional.ofNullable(MAKERS.get(name)).map(maker -> maker.apply(inputs, new Attributes(attributes)));
        } catch (RuntimeException isNone) {
            return Optional.empty();
        }
    }
}
