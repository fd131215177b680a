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
            ops.unary(entry.onnx() + "(X)", x -> entry.apply(List.of(x)));
        } else if (entry.isPiecewiseConstant()) {
            comparison(ops, entry.onnx() + "(A, B) axis? broadcast?", ofTwo);
        } else {
            ops.binary(entry.onnx() + "(A, B) axis? broadcast?", spread(ofTwo));
        }
    }

    private static void arithmetic(ReadOps ops) {
        ops.one(
                "Mul(A, B) axis? broadcast?",
                call -> call.in(0).equals(call.second())
                        ? call.in(0).square()
                        : spread(Node::multiply).apply(call.in(0), call.second()));
        ops.one("Div(A, B) axis? broadcast?", call -> {
            Node quotient = spread(Node::divide).apply(call.in(0), call.second());
            return call.type().isInteger() ? Functions.trunc(quotient) : quotient;
        });
        ops.one(
                "Mod(A, B) fmod=0",
                call -> call.flag("fmod")
                        ? Functions.fmod(call.in(0), call.in(1))
                        : Functions.remainder(call.in(0), call.in(1)));
        ops.one("Max(data*)", call -> folded(call, Node::maximum));
        ops.one("Min(data*)", call -> folded(call, Node::minimum));
        ops.one("Sum(data*)", call -> folded(call, Node::add));
        ops.one("Mean(data*)", call -> folded(call, Node::add).divide(call.inputs()));
        ops.one("Clip(input, min#, max#) min=-Infinity max=Infinity", ReadElementwise::clip);
        ops.put(
                "Where(condition, X, Y)",
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
        double low = call.has(1) ? call.number(1) : call.real("min");
        double high = call.has(2) ? call.number(2) : call.real("max");
        boolean fromBelow = low > -Float.MAX_VALUE, fromAbove = high < Float.MAX_VALUE;
        Node x = call.in(0);
        if (fromBelow && fromAbove && low <= high) {
            return x.clip(low, high);
        }
        Node raised = fromBelow ? x.maximum(low) : x;
        return fromAbove ? raised.minimum(high) : raised;
    }

    private static void functions(ReadOps ops) {
        ops.unary("Identity(input)", Function.identity());
        ops.put("Dropout(data, ratio#, training_mode#) ratio? seed? is_test:1", call -> {
            boolean isTraining = call.isOldTraining() || call.has(2) && call.number(2) != 0;
            if (isTraining && (!call.has(1) || call.number(1) != 0)) {
                throw new Refusal("it drops elements at random, as in training; export the model for inference");
            }
            Node all = Constant.of(1).broadcastTo(call.shape(0));
            return List.of(call.value(0), new Value(all, ElementType.BOOL));
        });
    }

    private static void activations(ReadOps ops) {
        ops.unary("Softplus(X)", Node::softplus);
        ops.unary("Mish(X)", Activations::mish);
        ops.unary("HardSwish(X)", Activations::hardSwish);
        ops.one("LeakyRelu(X) alpha=0.01", call -> call.in(0).leakyRelu(call.real("alpha")));
        ops.one("Elu(X) alpha=1", call -> new Elu(call.in(0), call.real("alpha"), 1));
        ops.one("Celu(X) alpha=1", call -> new Elu(call.in(0), call.real("alpha"), call.real("alpha")));
        ops.one(
                "Selu(X) alpha=1.6732632423543772 gamma=1.0507009873554805",
                call -> new Elu(call.in(0), call.real("alpha"), 1).multiply(call.real("gamma")));
        ops.one(
                "HardSigmoid(X) alpha=0.2 beta=0.5",
                call -> call.in(0)
                        .multiply(call.real("alpha"))
                        .add(call.real("beta"))
                        .clip(0, 1));
        ops.one(
                "ThresholdedRelu(X) alpha=1",
                call -> call.in(0).greater(call.real("alpha")).where(call.in(0), Constant.of(0)));
        ops.one("Shrink(input) bias=0 lambd=0.5", call -> {
            Node x = call.in(0);
            double distance = call.real("lambd"), bias = call.real("bias");
            Node above = x.greater(distance).where(x.subtract(bias), Constant.of(0));
            return x.less(-distance).where(x.add(bias), above);
        });
        ops.one("PRelu(X, slope)", call -> {
            Node x = call.in(0);
            boolean isOfChannels =
                    call.version() < 7 && call.shape(1).rank() == 1 && x.shape().rank() > 1;
            Node slope = ofRank(
                    isOfChannels ? call.beginningAt(1) : call.in(1), x.shape().rank());
            return x.greater(0).where(x, x.multiply(slope));
        });
        ops.one(
                "Gelu(X) approximate=none",
                call -> call.text("approximate").equals("tanh")
                        ? Activations.geluTanh(call.in(0))
                        : Activations.gelu(call.in(0)));
    }

    private static void comparisons(ReadOps ops) {
        comparison(ops, "And(A, B) axis? broadcast?", Node::multiply);
        comparison(ops, "Or(A, B) axis? broadcast?", Node::maximum);
        comparison(ops, "Xor(A, B) axis? broadcast?", Node::notEqual);
        ops.one("Not(X)", ElementType.BOOL, call -> call.in(0).equal(0));
        ops.one("IsNaN(X)", ElementType.BOOL, call -> call.in(0).notEqual(call.in(0)));
        ops.one("IsInf(X) detect_negative=1 detect_positive=1", ElementType.BOOL, call -> {
            Node below = call.in(0).equal(Double.NEGATIVE_INFINITY),
                    above = call.in(0).equal(Double.POSITIVE_INFINITY);
            boolean isBelow = call.flag("detect_negative"), isAbove = call.flag("detect_positive");
            return isBelow && isAbove ? below.add(above) : isAbove ? above : isBelow ? below : below.multiply(0);
        });
    }

    private static void comparison(ReadOps ops, String signature, BiFunction<Node, Node, Node> function) {
        ops.one(signature, ElementType.BOOL, call -> spread(function).apply(call.in(0), call.second()));
    }
}
