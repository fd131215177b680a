package dev.gradus.onnx.write;

import dev.gradus.linalg.Triangle;
import dev.gradus.nn.ArgMaxPool;
import dev.gradus.nn.Convolution;
import dev.gradus.nn.Elu;
import dev.gradus.nn.MaxPool;
import dev.gradus.nn.PoolWindows;
import dev.gradus.node.*;
import dev.gradus.onnx.file.ElementType;
import dev.gradus.tensor.Shape;
import dev.gradus.vocabulary.Entry;
import dev.gradus.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The ops that an operator of ONNX computes. In float64 these are the operators for which ONNX Runtime has a kernel of that
 * type; float32 has some more.
 */
final class NativeOps {
    private static final Map<Class<?>, Written> ALWAYS = new HashMap<>();
    private static final Map<Class<?>, Written> SINGLE = new HashMap<>();

    private static final int CHANNEL_AXES = 2;

    /** The most spatial axes that ONNX's pools have. */
    private static final int POOL_AXES = 3;

    /** How an op is written. */
    @FunctionalInterface
    interface Writing {
        void write(Op op, Emitter out);
    }

    @FunctionalInterface
    private interface WritingOf<O extends Op> {
        void write(O op, Emitter out);
    }

    /** How an op is written, if it fits. */
    private record Written(Predicate<Op> fits, Writing writing) {}

    /** 2⁵²: a positive number that it is added to and subtracted from again is rounded to an integer. */
    private static final double INTEGERS_ONLY = 0x1p52;

    /** Those of the vocabulary's operators that ONNX Runtime computes in float32 only. */
    private static final Set<String> OF_FLOATS =
            Set.of("Cos", "Tan", "Asin", "Acos", "Atan", "Sinh", "Cosh", "Asinh", "Acosh", "Atanh", "Erf", "Softsign");

    static {
        Vocabulary.ofElements()
                .filter(entry -> !entry.onnx().isEmpty() && !entry.op().isEmpty())
                .forEach(NativeOps::add);
        unary(StopGradient.class, "Identity");
        unary(WithGradient.class, "Identity");
        put(TextbookForm.class, (op, out) -> out.result("Identity", Map.of(), out.in(0)));
        put(Square.class, (op, out) -> out.result("Mul", Map.of(), out.in(0), out.in(0)));
        put(
                Clamp.class,
                (op, out) -> out.result("Clip", Map.of(), out.in(0), out.number(op.low()), out.number(op.high())));

        put(SubtractBroadcast.class, (op, out) -> {
            if (isRounding(op)) {
                out.result("Round", Map.of(), out.in(0));
            } else {
                out.result("Sub", Map.of(), out.in(0), out.in(1));
            }
        });
        put(RemainderBroadcast.class, (op, out) -> remainder(out));

        put(
                NotEqualBroadcast.class,
                (op, out) -> out.truthResult("Not", out.node("Equal", Map.of(), out.in(0), out.in(1))));
        put(Where.class, (op, out) -> out.result("Where", Map.of(), out.truth(0), out.in(1), out.in(2)));

        reduction(Sum.class, "ReduceSum");
        reduction(Mean.class, "ReduceMean");
        reduction(Max.class, "ReduceMax");
        reduction(Min.class, "ReduceMin");
        reduction(Product.class, "ReduceProd");
        reduction(LogSumExp.class, "ReduceLogSumExp");
        reduction(Norm.class, "ReduceL2");
        put(SumTo.class, NativeOps::sumTo);
        put(
                ArgMax.class,
                (op, out) -> out.castResult(
                        out.node("ArgMax", Map.of("axis", (long) op.axis(), "keepdims", 0L), out.in(0))));
        put(ArgSort.class, NativeOps::argSort);
        put(
                CumulativeSum.class,
                (op, out) -> out.result(
                        "CumSum",
                        Map.of("exclusive", op.isExclusive() ? 1L : 0L, "reverse", op.isReverse() ? 1L : 0L),
                        out.in(0),
                        out.integer(op.axis())));
        put(Softmax.class, (op, out) -> out.result("Softmax", Map.of("axis", (long) op.axis()), out.in(0)));
        put(LogSoftmax.class, (op, out) -> out.result("LogSoftmax", Map.of("axis", (long) op.axis()), out.in(0)));

        put(
                BroadcastTo.class,
                (op, out) -> out.result(
                        "Expand", Map.of(), out.in(0), out.integers(op.shape().sizes())));
        put(
                Reshape.class,
                (op, out) -> out.result(
                        "Reshape",
                        Map.of("allowzero", 1L),
                        out.in(0),
                        out.integers(op.shape().sizes())));
        put(Transpose.class, (op, out) -> out.result("Transpose", Map.of("perm", longs(op.axes())), out.in(0)));
        put(
                Concat.class,
                (op, out) -> out.result(
                        "Concat", Map.of("axis", (long) op.axis()), out.ins().toArray(String[]::new)));
        put(Slice.class, NativeOps::slice);
        put(Flip.class, NativeOps::flip);
        put(Pad.class, op -> Arrays.stream(op.step()).allMatch(step -> step == 1), NativeOps::pad);
        put(
                Gather.class,
                (op, out) -> out.result("Gather", Map.of("axis", (long) op.axis()), out.in(0), out.asIntegers(1)));
        put(
                TakeAlong.class,
                (op, out) ->
                        out.result("GatherElements", Map.of("axis", (long) op.axis()), out.in(0), out.asIntegers(1)));
        put(
                ScatterAlong.class,
                (op, out) -> out.result(
                        "ScatterElements",
                        Map.of("axis", (long) op.axis(), "reduction", "add"),
                        out.full(op.shape(), 0),
                        out.asIntegers(1),
                        out.in(0)));
        put(
                ScatterMax.class,
                (op, out) -> out.result(
                        "ScatterElements",
                        Map.of("axis", (long) op.axis(), "reduction", "max"),
                        out.in(0),
                        out.asIntegers(2),
                        out.in(1)));
        put(
                Triangle.class,
                (op, out) -> out.result(
                        "Trilu", Map.of("upper", op.isUpper() ? 1L : 0L), out.in(0), out.integer(op.diagonal())));

        put(MatMul.class, NativeOps::product);
        put(BatchMatMul.class, NativeOps::product);
        put(
                MaxPool.class,
                op -> isPool(op, op.windows()),
                (op, out) -> out.result("MaxPool", windows(op, op.windows()), out.in(0)));
        put(
                ArgMaxPool.class,
                op -> isPool(op, op.windows()),
                (op, out) -> out.castResult(out.second("MaxPool", windows(op, op.windows()), out.in(0))));

        putSingle(
                LeakyRelu.class,
                op -> true,
                (op, out) -> out.result("LeakyRelu", Map.of("alpha", (float) op.slope()), out.in(0)));
        putSingle(
                Elu.class,
                op -> op.beta() == 1,
                (op, out) -> out.result("Elu", Map.of("alpha", (float) op.alpha()), out.in(0)));
        putSingle(Convolution.class, NativeOps::isConvolution, NativeOps::convolution);
    }

    private NativeOps() {}

    private static <O extends Op> void put(Class<O> type, WritingOf<? super O> writing) {
        put(type, op -> true, writing);
    }

    private static <O extends Op> void put(Class<O> type, Predicate<O> fits, WritingOf<? super O> writing) {
        ALWAYS.put(type, entry(type, fits, writing));
    }

    private static <O extends Op> void putSingle(Class<O> type, Predicate<O> fits, WritingOf<? super O> writing) {
        SINGLE.put(type, entry(type, fits, writing));
    }

    private static <O extends Op> Written entry(Class<O> type, Predicate<O> fits, WritingOf<? super O> writing) {
        return new Written(op -> fits.test(type.cast(op)), (op, out) -> writing.write(type.cast(op), out));
    }

    private static void add(Entry row) {
        String operator = row.onnx();
        boolean isOfOne = row.parameters().size() == 1;
        Writing writing = isOfOne
                ? (op, out) -> out.result(operator, Map.of(), out.in(0))
                : row.isPiecewiseConstant()
                        ? (op, out) -> out.truthResult(operator, out.in(0), out.in(1))
                        : (op, out) -> out.result(operator, Map.of(), out.in(0), out.in(1));
        (OF_FLOATS.contains(operator) ? SINGLE : ALWAYS).put(row.sample().getClass(), new Written(op -> true, writing));
    }

    private static void unary(Class<? extends Op> type, String opType) {
        put(type, (op, out) -> out.result(opType, Map.of(), out.in(0)));
    }

    private static void reduction(Class<? extends AxisReduction> type, String opType) {
        put(type, (op, out) -> reduce(op, opType, out));
    }

    /**
     * What an op is written of: its inputs. Of a number that is rounded by adding and subtracting 2⁵², as {@link Functions#round}
     * does, it is that number: ONNX has an operator for that, which does so in single precision, too.
     */
    static List<Node> operands(Op op) {
        if (op instanceof TextbookForm) {
            return List.of(op.input(0));
        }
        return isRounding(op) ? List.of(op.input(0).inputs().get(0)) : op.inputs();
    }

    private static boolean isRounding(Op op) {
        return op instanceof SubtractBroadcast
                && isIntegersOnly(op.input(1))
                && op.input(0) instanceof AddBroadcast sum
                && isIntegersOnly(sum.input(1));
    }

    private static boolean isIntegersOnly(Node node) {
        return node instanceof Constant constant
                && constant.shape().isScalar()
                && constant.value().item() == INTEGERS_ONLY;
    }

    /** How the op is written, if an operator computes it. */
    static Optional<Writing> find(Op op, ElementType type) {
        return Optional.ofNullable(ALWAYS.get(op.getClass()))
                .or(() -> Optional.ofNullable(type == ElementType.FLOAT ? SINGLE.get(op.getClass()) : null))
                .filter(entry -> entry.fits.test(op))
                .map(Written::writing);
    }

    /** The remainder of a truncated quotient has a's sign, and ours has b's. */
    private static void remainder(Emitter out) {
        String remainder = out.node("Mod", Map.of("fmod", 1L), out.in(0), out.in(1));
        String signs =
                out.node("Mul", Map.of(), out.node("Sign", Map.of(), remainder), out.node("Sign", Map.of(), out.in(1)));
        String differ = out.node("Less", Map.of(), signs, out.number(0));
        out.result("Where", Map.of(), differ, out.node("Add", Map.of(), remainder, out.in(1)), remainder);
    }

    private static void reduce(AxisReduction op, String opType, Emitter out) {
        if (op.reducedAxes().isEmpty()) {
            out.result(op instanceof Norm ? "Abs" : "Identity", Map.of(), out.in(0));
            return;
        }
        long keep = op.shape().rank() == op.input(0).shape().rank() ? 1 : 0;
        out.result(opType, Map.of("keepdims", keep), out.in(0), axes(op, out));
    }

    private static String axes(Op op, Emitter out) {
        return out.integers(op.reducedAxes().stream().mapToLong(axis -> axis).toArray());
    }

    /** Axes that are lost are the first ones; others stay with size 1. */
    private static void sumTo(SumTo op, Emitter out) {
        List<Integer> axes = op.reducedAxes();
        int lost = op.input(0).shape().rank() - op.shape().rank();
        if (axes.isEmpty()) {
            out.result("Identity", Map.of(), out.in(0));
        } else if (lost == 0 || axes.size() == lost) {
            out.result("ReduceSum", Map.of("keepdims", lost == 0 ? 1L : 0L), out.in(0), axes(op, out));
        } else {
            String sums = out.node("ReduceSum", Map.of("keepdims", 1L), out.in(0), axes(op, out));
            out.result(
                    "Squeeze",
                    Map.of(),
                    sums,
                    out.integers(LongStream.range(0, lost).toArray()));
        }
    }

    /** Of equal elements the one with the lower index comes first in both orders, as in ours. */
    private static void argSort(ArgSort op, Emitter out) {
        out.castResult(out.second(
                "TopK",
                Map.of("axis", (long) op.axis(), "largest", op.isDescending() ? 1L : 0L, "sorted", 1L),
                out.in(0),
                out.integers(op.shape().size(op.axis()))));
    }

    private static void slice(Slice op, Emitter out) {
        int[] start = op.start(), step = op.step();
        int[] stop = new int[start.length];
        Arrays.setAll(stop, axis -> start[axis] + Math.max(0, (op.shape().size(axis) - 1) * step[axis] + 1));
        slice(out, start, stop, step);
    }

    /** The axes that stay whole are left out. */
    private static void slice(Emitter out, int[] start, int[] stop, int[] step) {
        out.result(
                "Slice",
                Map.of(),
                out.in(0),
                out.integers(start),
                out.integers(stop),
                out.integers(IntStream.range(0, start.length).toArray()),
                out.integers(step));
    }

    private static void flip(Flip op, Emitter out) {
        long[] axes = IntStream.range(0, op.step().length)
                .filter(axis -> op.step()[axis] < 0)
                .asLongStream()
                .toArray();
        if (axes.length == 0 || op.shape().elements() == 0) {
            out.result("Identity", Map.of(), out.in(0));
            return;
        }
        long[] last = new long[axes.length], beforeFirst = new long[axes.length];
        Arrays.fill(last, -1);
        Arrays.fill(beforeFirst, Long.MIN_VALUE);
        out.result(
                "Slice",
                Map.of(),
                out.in(0),
                out.integers(last),
                out.integers(beforeFirst),
                out.integers(axes),
                out.integers(last));
    }

    private static void pad(Pad op, Emitter out) {
        int[] low = op.low();
        long[] pads = new long[2 * low.length];
        for (int axis = 0; axis < low.length; axis++) {
            pads[axis] = low[axis];
            pads[low.length + axis] =
                    (long) op.shape().size(axis) - op.input(0).shape().size(axis) - low[axis];
        }
        out.result("Pad", Map.of(), out.in(0), out.integers(pads), out.number(0));
    }

    /** Sums of nothing are 0. */
    private static void product(Op op, Emitter out) {
        if (op.input(0).shape().size(-1) == 0) {
            out.result(
                    "Expand", Map.of(), out.number(0), out.integers(op.shape().sizes()));
        } else {
            out.result("MatMul", Map.of(), out.in(0), out.in(1));
        }
    }

    private static boolean isPool(Op op, PoolWindows windows) {
        return !windows.isAdaptive() && op.shape().rank() <= CHANNEL_AXES + POOL_AXES;
    }

    private static Map<String, Object> windows(Op op, PoolWindows windows) {
        int axes = op.shape().rank() - CHANNEL_AXES;
        List<Long> pads = each(windows.paddings(), axes);
        return Map.of(
                "kernel_shape", each(windows.sizes(), axes),
                "strides", each(windows.strides(), axes),
                "dilations", each(windows.dilations(), axes),
                "pads",
                        LongStream.range(0, 2L * axes)
                                .mapToObj(i -> pads.get((int) i % axes))
                                .toList());
    }

    private static List<Long> each(List<Integer> numbers, int axes) {
        return IntStream.range(0, axes)
                .mapToObj(axis -> (long) numbers.get(numbers.size() == 1 ? 0 : axis))
                .toList();
    }

    private static boolean isConvolution(Convolution op) {
        Shape shape = op.shape();
        return shape.rank() > CHANNEL_AXES
                && shape.elements() > 0
                && op.input(1).shape().elements() > 0
                && IntStream.concat(Arrays.stream(op.low()), Arrays.stream(op.high()))
                        .allMatch(pad -> pad >= 0);
    }

    private static void convolution(Convolution op, Emitter out) {
        int[] w = op.input(1).shape().sizes();
        out.result(
                "Conv",
                Map.of(
                        "kernel_shape", longs(Arrays.copyOfRange(w, CHANNEL_AXES, w.length)),
                        "strides", longs(op.stride()),
                        "dilations", longs(op.dilation()),
                        "pads",
                                longs(IntStream.concat(Arrays.stream(op.low()), Arrays.stream(op.high()))
                                        .toArray()),
                        "group", (long) op.groups()),
                out.in(0),
                out.in(1));
    }

    private static List<Long> longs(int... numbers) {
        return Arrays.stream(numbers).asLongStream().boxed().toList();
    }

    private static List<Long> longs(List<Integer> numbers) {
        return numbers.stream().map(Integer::longValue).toList();
    }
}
