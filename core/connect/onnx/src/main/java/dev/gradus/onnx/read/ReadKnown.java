package dev.gradus.onnx.read;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.onnx.file.ElementType;
import dev.gradus.onnx.file.Refusal;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;

/**
 * Operators that need the numbers of their inputs while the model is read: the shapes of their results depend on them, or
 * they are about the bits of integers.
 */
final class ReadKnown {
    private ReadKnown() {}

    static void addTo(ReadOps ops) {
        ops.put("NonZero(X)", call -> List.of(Value.of(nonZero(call.numbers(0)), ElementType.INT64)));
        ops.put("Unique(X) axis? sorted=1", ReadKnown::unique);
        ops.one("Compress(input, condition) axis?", call -> {
            double[] kept = call.numbers(1).toArray();
            boolean isFlat = !call.hasAttribute("axis");
            Node x = isFlat ? call.in(0).reshape(call.shape(0).elements()) : call.in(0);
            int axis = Call.axis(call.integer("axis", 0), x.shape().rank());
            int[] places =
                    IntStream.range(0, kept.length).filter(i -> kept[i] != 0).toArray();
            return x.take(Value.of(Tensor.of(places), ElementType.INT64).node(), axis);
        });
        ops.put(
                "NonMaxSuppression(boxes, scores, max_output_boxes_per_class?, iou_threshold?, score_threshold?) center_point_box=0",
                call -> List.of(Value.of(new Suppression(call).chosen(), ElementType.INT64)));
        bits(ops, "BitwiseAnd(A, B)", (a, b) -> a & b);
        bits(ops, "BitwiseOr(A, B)", (a, b) -> a | b);
        bits(ops, "BitwiseXor(A, B)", (a, b) -> a ^ b);
        ops.put(
                "BitwiseNot(X)",
                call -> List.of(Value.of(call.numbers(0).map(x -> call.type().ofInteger(~(long) x)), call.type())));
        ops.put("BitShift(X, Y) direction!", call -> {
            boolean isLeft = call.text("direction").equals("LEFT");
            return List.of(bits(call, isLeft ? (a, b) -> a << b : (a, b) -> a >>> b));
        });
    }

    private static void bits(ReadOps ops, String signature, LongBinaryOperator function) {
        ops.put(signature, call -> List.of(bits(call, function)));
    }

    private static Value bits(Call call, LongBinaryOperator function) {
        Shape shape = ReadShapes.common(call.shape(0), call.shape(1));
        double[] a = spread(call, 0, shape), b = spread(call, 1, shape);
        return Value.of(
                Tensor.generate(shape, i -> call.type().ofInteger(function.applyAsLong((long) a[i], (long) b[i]))),
                call.type());
    }

    private static double[] spread(Call call, int input, Shape shape) {
        Node number = Value.of(call.numbers(input), call.type()).node();
        call.compute(shape.elements());
        return computed(ReadElementwise.ofRank(number, shape.rank()).broadcastTo(shape))
                .toArray();
    }

    /** What follows from these inputs, which must be known. */
    static Tensor numbers(Call call, Node result, int... inputs) {
        IntStream.of(inputs).forEach(call::numbers);
        call.compute(result.shape().elements());
        return computed(result);
    }

    private static Tensor computed(Node node) {
        return Evaluator.of(Graph.of(node)).value(node);
    }

    /** The places, a row for each axis. */
    private static Tensor nonZero(Tensor x) {
        Shape shape = x.shape().rank() == 0 ? Shape.of(1) : x.shape();
        double[] numbers = x.toArray();
        int[] places =
                IntStream.range(0, numbers.length).filter(i -> numbers[i] != 0).toArray();
        return Tensor.generate(
                Shape.of(shape.rank(), places.length), i -> shape.index(places[i % places.length])[i / places.length]);
    }

    /** The different slices along an axis, where the first of each is, which one each is, and how often each occurs. */
    private static List<Value> unique(Call call) {
        boolean isFlat = !call.hasAttribute("axis");
        Tensor x = isFlat ? call.numbers(0).reshape(call.shape(0).elements()) : call.numbers(0);
        int axis = isFlat ? 0 : Call.axis(call.integer("axis"), x.shape().rank());
        int[] sizes = x.shape().sizes();
        int inner = Arrays.stream(sizes, axis + 1, sizes.length).reduce(1, (a, b) -> a * b);
        int outer = Arrays.stream(sizes, 0, axis).reduce(1, (a, b) -> a * b), count = sizes[axis];
        double[] numbers = x.toArray();
        List<double[]> slices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] slice = new double[outer * inner];
            int start = i;
            Arrays.setAll(
                    slice, k -> numbers[((k / Math.max(1, inner)) * count + start) * inner + k % Math.max(1, inner)]);
            slices.add(slice);
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        order.sort(Comparator.comparing(slices::get, Arrays::compare));
        List<Integer> first = new ArrayList<>();
        int[] group = new int[count];
        for (int i = 0; i < count; i++) {
            int place = order.get(i);
            if (i == 0 || !Arrays.equals(slices.get(place), slices.get(order.get(i - 1)))) {
                first.add(place); // the sort is stable
            }
            group[place] = first.size() - 1;
        }
        int[] found = first.stream().mapToInt(i -> i).toArray();
        int[] shown =
                call.flag("sorted") ? found : Arrays.stream(found).sorted().toArray();
        int[] places = new int[count];
        IntStream.range(0, shown.length).forEach(i -> places[shown[i]] = i);
        int[] inverse = Arrays.stream(group).map(i -> places[found[i]]).toArray(), counts = new int[found.length];
        Arrays.stream(inverse).forEach(i -> counts[i]++);
        Node chosen = Value.of(x, call.type()).node().take(integers(shown).node(), axis);
        return List.of(call.result(chosen), integers(shown), integers(inverse), integers(counts));
    }

    private static Value integers(int... numbers) {
        return Value.of(Tensor.of(numbers), ElementType.INT64);
    }

    /** Boxes in the order of their scores, without those that overlap a chosen one too much. */
    private static final class Suppression {
        private final int most;
        private final double overlap, leastScore;
        private final boolean isCentered;
        private final double[] boxes, scores;
        private final int batch, classes, count;

        Suppression(Call call) {
            most = call.has(2) ? call.integers(2)[0] : 0;
            overlap = call.has(3) ? call.number(3) : 0;
            leastScore = call.has(4) ? call.number(4) : Double.NEGATIVE_INFINITY;
            isCentered = call.flag("center_point_box");
            boxes = call.numbers(0).toArray();
            scores = call.numbers(1).toArray();
            int[] sizes = call.shape(1).sizes();
            if (sizes.length != 3 || !call.shape(0).equals(Shape.of(sizes[0], sizes[2], 4))) {
                throw new Refusal("its boxes and scores have the shapes " + call.shape(0) + " and " + call.shape(1));
            }
            batch = sizes[0];
            classes = sizes[1];
            count = sizes[2];
            call.compute((long) batch * classes * count * count);
        }

        Tensor chosen() {
            List<int[]> all = new ArrayList<>();
            for (int example = 0; example < batch; example++) {
                for (int label = 0; label < classes; label++) {
                    int start = (example * classes + label) * count, first = example * count;
                    List<Integer> order = new ArrayList<>(IntStream.range(0, count)
                            .filter(i -> scores[start + i] > leastScore)
                            .boxed()
                            .toList());
                    order.sort(Comparator.comparingDouble(i -> -scores[start + i]));
                    List<Integer> kept = new ArrayList<>();
                    for (int i : order) {
                        boolean isFree = kept.stream().allMatch(other -> shared(first + i, first + other) <= overlap);
                        if (kept.size() < most && isFree) {
                            kept.add(i);
                            all.add(new int[] {example, label, i});
                        }
                    }
                }
            }
            return Tensor.generate(Shape.of(all.size(), 3), i -> all.get(i / 3)[i % 3]);
        }

        private double low(int box, int axis) {
            double a = boxes[4 * box + axis], b = boxes[4 * box + axis + 2];
            return isCentered ? a - b / 2 : Math.min(a, b);
        }

        private double high(int box, int axis) {
            double a = boxes[4 * box + axis], b = boxes[4 * box + axis + 2];
            return isCentered ? a + b / 2 : Math.max(a, b);
        }

        /** The common part of two boxes' areas. */
        private double shared(int a, int b) {
            double common = 1, ofA = 1, ofB = 1;
            for (int axis = 0; axis < 2; axis++) {
                common *= Math.max(0, Math.min(high(a, axis), high(b, axis)) - Math.max(low(a, axis), low(b, axis)));
                ofA *= high(a, axis) - low(a, axis);
                ofB *= high(b, axis) - low(b, axis);
            }
            return common / (ofA + ofB - common);
        }
    }
}
