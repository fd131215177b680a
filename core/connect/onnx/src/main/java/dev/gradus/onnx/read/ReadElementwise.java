package dev.gradus.onnx.read;

import dev.gradus.nn.Activations;
import dev.gradus.nn.Elu;
import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Node;
import dev.gradus.onnx.file.ElementType;
import dev.gradus.onnx.file.Refusal;
import dev.gradus.tensor.Shape;
import dev.gradus.vocabulary.Entry;
import dev.gradus.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** Operators on single elements. */
final class ReadElementwise {
    private ReadElementwise() {}

    static void addTo(ReadOps ops) {
        Vocabulary.ofElements().filter(entry -> !entry.onnx().isEmpty()).forEach(entry -> add(ops, entry));
        arithmetic(ops);
        functions(ops);
        activations(ops);
        comparisons(ops);
    }

    private static void add(ReadOps ops, Entry entry) {
        BiFunction<Node, Node, Node> ofTwo = (a, b) -> entry.apply(List.of(a, b));
        if (entry.parameters().size() == 1) {
            ops.unary(entry.onnx(), x -> entry.apply(List.of(x)));
        } else if (entry.isPiecewiseConstant()) {
            comparison(ops, entry.onnx(), ofTwo);
        } else {
            ops.binary(entry.onnx(), spread(ofTwo));
        }
    }

    private static void arithmetic(ReadOps ops) {
        ops.one(
                "Mul",
                call -> call.in(0).equals(call.in(1))
                        ? call.in(0).square()
                        : spread(Node::multiply).apply(call.in(0), call.in(1)));
        ops.one("Div", call -> {
            Node quotient = spread(Node::divide).apply(call.in(0), call.in(1));
            return call.type().isInteger() ? Functions.trunc(quotient) : quotient;
        });
        ops.one(
                "Mod",
                call -> call.flag("fmod", false)
                        ? Functions.fmod(call.in(0), call.in(1))
                        : Functions.remainder(call.in(0), call.in(1)));
        ops.one("Max", call -> folded(call, Node::maximum));
        ops.one("Min", call -> folded(call, Node::minimum));
        ops.one("Sum", call -> folded(call, Node::add));
        ops.one("Mean", call -> folded(call, Node::add).divide(call.inputs()));
        ops.one("Clip", ReadElementwise::clip);
        ops.put(
                "Where",
                call -> List.of(new Value(
                        where(call.in(0), call.in(1), call.in(2)), call.value(1).type())));
    }

    private static Node folded(Call call, BinaryOperator<Node> operator) {
        BiFunction<Node, Node, Node> both = spread(operator);
        return call.all().stream().reduce(both::apply).orElseThrow(() -> new Refusal("it has no inputs"));
    }

    /**
     * Operands of different rank that would both grow are a mistake in a program, but not in a file: the one of lower rank
     * gets axes of size 1.
     */
    static BiFunction<Node, Node, Node> spread(BiFunction<Node, Node, Node> function) {
        return (a, b) -> {
            int rank = Math.max(a.shape().rank(), b.shape().rank());
            return wouldBothGrow(a, b) ? function.apply(ofRank(a, rank), ofRank(b, rank)) : function.apply(a, b);
        };
    }

    private static boolean wouldBothGrow(Node a, Node b) {
        if (a.shape().rank() == b.shape().rank()) {
            return false;
        }
        Shape common = ReadShapes.common(a.shape(), b.shape());
        return !common.equals(a.shape()) && !common.equals(b.shape());
    }

    static Node ofRank(Node x, int rank) {
        int missing = rank - x.shape().rank();
        if (missing <= 0) {
            return x;
        }
        int[] sizes = new int[rank];
        Arrays.fill(sizes, 0, missing, 1);
        System.arraycopy(x.shape().sizes(), 0, sizes, missing, rank - missing);
        return x.reshape(sizes);
    }

    private static Node where(Node condition, Node a, Node b) {
        if (!wouldBothGrow(condition, a) && !wouldBothGrow(condition, b) && !wouldBothGrow(a, b)) {
            return condition.where(a, b);
        }
        int rank = Math.max(
                condition.shape().rank(), Math.max(a.shape().rank(), b.shape().rank()));
        return ofRank(condition, rank).where(ofRank(a, rank), ofRank(b, rank));
    }

    /** The upper bound is applied last: it is the result where the lower one is above it. */
    private static Node clip(Call call) {
        double low = call.has(1) ? call.number(1) : call.real("min", Double.NEGATIVE_INFINITY);
        double high = call.has(2) ? call.number(2) : call.real("max", Double.POSITIVE_INFINITY);
        boolean fromBelow = low > -Float.MAX_VALUE, fromAbove = high < Float.MAX_VALUE;
        Node x = call.in(0);
        if (fromBelow && fromAbove && low <= high) {
            return x.clip(low, high);
        }
        Node raised = fromBelow ? x.maximum(low) : x;
        return fromAbove ? raised.minimum(high) : raised;
    }

    private static void functions(ReadOps ops) {
        ops.unary("Identity", Function.identity());
        ops.put("Dropout", call -> {
            boolean isTraining = call.has(2) && call.number(2) != 0;
            if (isTraining && (!call.has(1) || call.number(1) != 0)) {
                throw new Refusal("it drops elements at random, as in training; export the model for inference");
            }
            Node all = Constant.of(1).broadcastTo(call.shape(0));
            return List.of(call.value(0), new Value(all, ElementType.BOOL));
        });
    }

    private static void activations(ReadOps ops) {
        ops.unary("Softplus", Node::softplus);
        ops.unary("Mish", Activations::mish);
        ops.unary("HardSwish", Activations::hardSwish);
        ops.one("LeakyRelu", call -> call.in(0).leakyRelu(call.real("alpha", 0.01)));
        ops.one("Elu", call -> new Elu(call.in(0), call.real("alpha", 1), 1));
        ops.one("Celu", call -> new Elu(call.in(0), call.real("alpha", 1), call.real("alpha", 1)));
        ops.one(
                "Selu",
                call -> new Elu(call.in(0), call.real("alpha", 1.6732632423543772), 1)
                        .multiply(call.real("gamma", 1.0507009873554805)));
        ops.one(
                "HardSigmoid",
                call -> call.in(0)
                        .multiply(call.real("alpha", 0.2))
                        .add(call.real("beta", 0.5))
                        .clip(0, 1));
        ops.one(
                "ThresholdedRelu",
                call -> call.in(0).greater(call.real("alpha", 1)).where(call.in(0), Constant.of(0)));
        ops.one("Shrink", call -> {
            Node x = call.in(0);
            double distance = call.real("lambd", 0.5), bias = call.real("bias", 0);
            Node above = x.greater(distance).where(x.subtract(bias), Constant.of(0));
            return x.less(-distance).where(x.add(bias), above);
        });
        ops.one("PRelu", call -> {
            Node x = call.in(0);
            Node slope = ofRank(call.in(1), x.shape().rank());
            return x.greater(0).where(x, x.multiply(slope));
        });
        ops.one(
                "Gelu",
                call -> call.text("approximate", "none").equals("tanh")
                        ? Activations.geluTanh(call.in(0))
                        : Activations.gelu(call.in(0)));
    }

    private static void comparisons(ReadOps ops) {
        comparison(ops, "And", Node::multiply);
        comparison(ops, "Or", Node::maximum);
        comparison(ops, "Xor", Node::notEqual);
        ops.one("Not", ElementType.BOOL, call -> call.in(0).equal(0));
        ops.one("IsNaN", ElementType.BOOL, call -> call.in(0).notEqual(call.in(0)));
        ops.one("IsInf", ElementType.BOOL, call -> {
            Node below = call.in(0).equal(Double.NEGATIVE_INFINITY),
                    above = call.in(0).equal(Double.POSITIVE_INFINITY);
            boolean isBelow = call.flag("detect_negative", true), isAbove = call.flag("detect_positive", true);
            return isBelow && isAbove ? below.add(above) : isAbove ? above : isBelow ? below : below.multiply(0);
        });
    }

    private static void comparison(ReadOps ops, String name, BiFunction<Node, Node, Node> function) {
        ops.one(name, ElementType.BOOL, call -> spread(function).apply(call.in(0), call.in(1)));
    }
}
