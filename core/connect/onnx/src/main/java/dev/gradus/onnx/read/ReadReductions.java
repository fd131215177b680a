package dev.gradus.onnx.read;

import dev.gradus.node.CumulativeSum;
import dev.gradus.node.LogSumExp;
import dev.gradus.node.Max;
import dev.gradus.node.Mean;
import dev.gradus.node.Min;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Norm;
import dev.gradus.node.Orders;
import dev.gradus.node.Product;
import dev.gradus.node.Sum;
import dev.gradus.onnx.file.ElementType;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Operators that make one number of several, and those along an axis. */
final class ReadReductions {
    private ReadReductions() {}

    /** A reduction over axes, which stay with size 1 if they are kept. */
    @FunctionalInterface
    private interface Reduction {
        Node of(Node x, boolean keepDims, int[] axes);
    }

    static void addTo(ReadOps ops) {
        reduction(ops, "ReduceSum", Sum::new);
        reduction(ops, "ReduceMean", Mean::new);
        reduction(ops, "ReduceMax", Max::new);
        reduction(ops, "ReduceMin", Min::new);
        reduction(ops, "ReduceProd", Product::new);
        reduction(ops, "ReduceL2", Norm::new);
        reduction(ops, "ReduceLogSumExp", LogSumExp::new);
        reduction(ops, "ReduceL1", (x, keep, axes) -> new Sum(x.abs(), keep, axes));
        reduction(ops, "ReduceSumSquare", (x, keep, axes) -> new Sum(x.square(), keep, axes));
        reduction(ops, "ReduceLogSum", (x, keep, axes) -> new Sum(x, keep, axes).log());
        ops.put(
                "ArgMax(data) axis=0 keepdims=1 select_last_index=0",
                call -> List.of(new Value(place(call, call.in(0)), ElementType.INT64)));
        ops.put(
                "ArgMin(data) axis=0 keepdims=1 select_last_index=0",
                call -> List.of(new Value(place(call, call.in(0).negate()), ElementType.INT64)));
        ops.put("TopK(X, K?) axis=-1 k? largest=1 sorted?", ReadReductions::topK);
        ops.one(
                "CumSum(x, axis) exclusive=0 reverse=0",
                call -> new CumulativeSum(
                        call.in(0), call.integers(1)[0], call.flag("exclusive"), call.flag("reverse")));
        ops.one("Softmax(input) axis?", call -> alongAxis(call, (x, axis) -> x.softmax(axis)));
        ops.one(
                "Hardmax(input) axis?",
                call -> alongAxis(
                        call,
                        (x, axis) -> Moves.moveAxis(
                                x.argMax(axis).oneHot(x.shape().size(axis)),
                                x.shape().rank() - 1,
                                axis)));
        ops.one("LogSoftmax(input) axis?", call -> alongAxis(call, (x, axis) -> x.logSoftmax(axis)));
    }

    private static void reduction(ReadOps ops, String name, Reduction reduction) {
        ops.one(name + "(data, axes?) axes? keepdims=1 noop_with_empty_axes=0", call -> {
            Node x = call.in(0);
            int rank = x.shape().rank();
            int[] axes = call.axes(rank).orElse(new int[0]);
            boolean isNone = axes.length == 0 && call.flag("noop_with_empty_axes");
            int[] reduced =
                    axes.length == 0 && !isNone ? IntStream.range(0, rank).toArray() : axes;
            return reduction.of(x, call.flag("keepdims"), reduced);
        });
    }

    /** Of equal elements the first one, or the last. */
    private static Node place(Call call, Node x) {
        int axis = Call.axis(call.integer("axis"), x.shape().rank());
        Node place = call.flag("select_last_index")
                ? x.flip(axis).argMax(axis).negate().add(x.shape().size(axis) - 1)
                : x.argMax(axis);
        return call.flag("keepdims") ? Moves.expandDims(place, axis) : place;
    }

    private static List<Value> topK(Call call) {
        Node x = call.in(0);
        int axis = Call.axis(call.integer("axis"), x.shape().rank());
        int k = call.has(1) ? call.integers(1)[0] : call.integer("k");
        Orders.Chosen chosen = Orders.topK(x, k, axis, call.flag("largest"));
        return List.of(call.result(chosen.values()), new Value(chosen.indices(), ElementType.INT64));
    }

    private interface AlongAxis {
        Node of(Node x, int axis);
    }

    /** Before version 13 it was over all axes from the given one on, as one. */
    private static Node alongAxis(Call call, AlongAxis function) {
        Node x = call.in(0);
        Shape shape = x.shape();
        boolean isOld = call.version() < 13;
        int axis = Call.axis(call.integer("axis", isOld ? 1 : -1), shape.rank());
        if (!isOld) {
            return function.of(x, axis);
        }
        int rows = Arrays.stream(shape.sizes(), 0, axis).reduce(1, (a, b) -> a * b);
        int columns = Arrays.stream(shape.sizes(), axis, shape.rank()).reduce(1, (a, b) -> a * b);
        UnaryOperator<Node> alongRows = matrix -> function.of(matrix, 1);
        return axis == shape.rank() - 1
                ? function.of(x, axis)
                : alongRows.apply(x.reshape(rows, columns)).reshape(shape);
    }
}
