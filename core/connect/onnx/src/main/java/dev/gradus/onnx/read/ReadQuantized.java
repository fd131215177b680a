package dev.gradus.onnx.read;

import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.onnx.file.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Operators on integers that stand for reals: q is (q − zero point) · scale. */
final class ReadQuantized {
    private ReadQuantized() {}

    static void addTo(ReadOps ops) {
        ops.put(
                "DequantizeLinear(x, x_scale, x_zero_point?) axis=1 block_size=0",
                call -> List.of(new Value(
                        dequantized(call, call.in(0), call.value(1), call.optional(2), call.integer("axis")),
                        call.value(1).type())));
        ops.put("QuantizeLinear(x, y_scale, y_zero_point?) axis=1 saturate=1 block_size=0 output_dtype=0", call -> {
            ElementType type = call.optional(2)
                    .map(Value::type)
                    .orElseGet(() -> call.integer("output_dtype") == 0
                            ? ElementType.UINT8
                            : ReadShapes.type(call, "output_dtype"));
            return List.of(quantized(call, call.in(0), call.value(1), call.optional(2), type, call.integer("axis")));
        });
        ops.put("DynamicQuantizeLinear(x)", ReadQuantized::dynamic);
        ops.put(
                "MatMulInteger(A, B, a_zero_point?, b_zero_point?)",
                call -> List.of(new Value(
                        ReadLayers.product(
                                shifted(call.in(0), call.optional(2), -2), shifted(call.in(1), call.optional(3), -1)),
                        ElementType.INT32)));
        ops.put(
                "ConvInteger(x, w, x_zero_point?, w_zero_point?) auto_pad=NOTSET dilations? group=1 kernel_shape? pads? strides?",
                call -> List.of(new Value(
                        ReadLayers.convolution(
                                call,
                                shifted(call.in(0), call.optional(2), 1),
                                shifted(call.in(1), call.optional(3), 0)),
                        ElementType.INT32)));
        ops.put("QLinearMatMul(a, a_scale, a_zero_point, b, b_scale, b_zero_point, y_scale, y_zero_point)", call -> {
            Node a = dequantized(call, call.in(0), call.value(1), call.optional(2), -2);
            Node b = dequantized(call, call.in(3), call.value(4), call.optional(5), -1);
            return List.of(quantized(
                    call,
                    ReadLayers.product(a, b),
                    call.value(6),
                    call.optional(7),
                    call.value(7).type(),
                    -1));
        });
        ops.put(
                "QLinearConv(x, x_scale, x_zero_point, w, w_scale, w_zero_point, y_scale, y_zero_point, B?) auto_pad=NOTSET dilations? group=1 kernel_shape? pads? strides?",
                call -> {
                    Node x = dequantized(call, call.in(0), call.value(1), call.optional(2), 1);
                    Node w = dequantized(call, call.in(3), call.value(4), call.optional(5), 0);
                    Node sums = ReadLayers.convolution(call, x, w);
                    Node biased = call.has(8)
                            ? ReadLayers.withBias(
                                    sums, call.in(8).multiply(call.in(1)).multiply(call.in(4)))
                            : sums;
                    return List.of(quantized(
                            call,
                            biased,
                            call.value(6),
                            call.optional(7),
                            call.value(7).type(),
                            1));
                });
    }

    /** The shape of x with sizes 1 but along the axis, for numbers along it; blocks of an axis share a number. */
    private static Node along(Call call, Node numbers, Node x, int axis) {
        int rank = x.shape().rank();
        if (numbers.shape().elements() == 1) {
            return numbers.reshape(new int[0]);
        }
        int block = call.integer("block_size", 0);
        if (block > 0) {
            int at = Call.axis(axis, rank), size = x.shape().size(at);
            Node repeated = Moves.repeat(numbers, at, block);
            return repeated.slice(at, 0, Math.min(size, repeated.shape().size(at)));
        }
        return numbers.shape().rank() == 1 ? numbers.reshape(alone(rank, Call.axis(axis, rank), numbers)) : numbers;
    }

    private static int[] alone(int rank, int axis, Node numbers) {
        int[] sizes = new int[rank];
        Arrays.fill(sizes, 1);
        sizes[axis] = numbers.shape().elements();
        return sizes;
    }

    private static Node shifted(Node x, Optional<Value> zeroPoint, int axis) {
        return zeroPoint
                .map(zero -> {
                    Node numbers = zero.node();
                    boolean isEach =
                            numbers.shape().rank() == 1 && numbers.shape().elements() > 1;
                    int rank = x.shape().rank();
                    return x.subtract(isEach ? numbers.reshape(alone(rank, Call.axis(axis, rank), numbers)) : numbers);
                })
                .orElse(x);
    }

    private static Node dequantized(Call call, Node x, Value scale, Optional<Value> zeroPoint, int axis) {
        Node reals = zeroPoint
                .map(zero -> x.subtract(along(call, zero.node(), x, axis)))
                .orElse(x);
        return reals.multiply(along(call, scale.node(), x, axis));
    }

    /** Ties are rounded to the even integer; what is beyond the type is its end. */
    private static Value quantized(
            Call call, Node x, Value scale, Optional<Value> zeroPoint, ElementType type, int axis) {
        Node scaled = x.divide(along(call, scale.node(), x, axis));
        if (type.isFloat8()) {
            boolean saturates = call.integer("saturate", 1) != 0;
            return Value.of(ReadKnown.numbers(call, scaled, 0, 1).map(number -> type.rounded(number, saturates)), type);
        }
        Node whole = Functions.round(scaled);
        Node moved = zeroPoint
                .map(zero -> whole.add(along(call, zero.node(), x, axis)))
                .orElse(whole);
        return new Value(moved.clip(type.least(), type.most()), type);
    }

    /** The range of x, with 0, is divided into 255 steps. */
    private static List<Value> dynamic(Call call) {
        Node x = call.in(0),
                low = x.min().minimum(0.0),
                range = x.max().maximum(0.0).subtract(low);
        Node scale = range.equal(0).where(Constant.of(1), range).divide(255);
        Node zero = Functions.round(low.negate().divide(scale).clip(0, 255));
        Node q = Functions.round(x.divide(scale)).add(zero).clip(0, 255);
        return List.of(new Value(q, ElementType.UINT8), call.result(scale), new Value(zero, ElementType.UINT8));
    }
}
