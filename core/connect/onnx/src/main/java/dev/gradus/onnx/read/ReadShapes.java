package dev.gradus.onnx.read;

import dev.gradus.linalg.Triangle;
import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.onnx.file.ElementType;
import dev.gradus.onnx.file.Refusal;
import dev.gradus.onnx.file.TensorData;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Operators on shapes and places, and constants. */
final class ReadShapes {
    /** More numbers than that are no shape. */
    private static final int MOST_NUMBERS = 1 << 24;

    private ReadShapes() {}

    static void addTo(ReadOps ops) {
        constants(ops);
        shapes(ops);
        moves(ops);
        places(ops);
    }

    private static void constants(ReadOps ops) {
        ops.put("Constant() value? value_float? value_floats? value_int? value_ints?", call -> List.of(constant(call)));
        ops.put("ConstantOfShape(input) value?", call -> {
            TensorData fill = call.tensor("value").orElseGet(() -> new TensorData("", ElementType.FLOAT, Tensor.of(0)));
            Node number = Constant.of(fill.value().reshape());
            return List.of(new Value(number.broadcastTo(Shape.of(call.integers(0))), fill.type()));
        });
        ops.one("Range(start, limit, delta)", ReadShapes::range);
        ops.put("Shape(data) end? start=0", call -> {
            int[] sizes = call.shape(0).sizes();
            int start = end(call.integer("start"), sizes.length);
            int stop = Math.max(start, end(call.integer("end", sizes.length), sizes.length));
            return List.of(integers(Arrays.copyOfRange(sizes, start, stop)));
        });
        ops.put("EyeLike(input) dtype? k=0", call -> {
            ElementType type = call.hasAttribute("dtype") ? type(call, "dtype") : call.type();
            int k = call.integer("k");
            Shape shape = call.shape(0);
            if (shape.rank() != 2) {
                throw new Refusal(call.in(0).describe() + " is no matrix");
            }
            call.compute(shape.elements());
            return List.of(Value.of(
                    Tensor.generate(shape, i -> shape.index(i)[1] == shape.index(i)[0] + k ? 1 : 0), type));
        });
        ops.put(
                "Size(data)",
                call -> List.of(Value.of(Tensor.scalar(call.shape(0).elements()), ElementType.INT64)));
        ops.put("Cast(input) to! saturate=1", call -> List.of(cast(call, type(call, "to"))));
        ops.put(
                "CastLike(input, target_type) saturate=1",
                call -> List.of(cast(call, call.value(1).type())));
    }

    static ElementType type(Call call, String attribute) {
        int code = call.integer(attribute);
        return ElementType.of(code)
                .orElseThrow(() -> new Refusal("its attribute " + attribute + " asks for elements of type " + code
                        + ", which is not supported"));
    }

    private static int end(int index, int rank) {
        return Math.min(rank, Math.max(0, index < 0 ? index + rank : index));
    }

    private static Value integers(int... numbers) {
        return Value.of(Tensor.of(numbers), ElementType.INT64);
    }

    private static Value constant(Call call) {
        if (call.tensor("value").isPresent()) {
            TensorData tensor = call.tensor("value").get();
            return Value.of(tensor.value(), tensor.type());
        } else if (call.hasAttribute("value_float")) {
            return Value.of(Tensor.scalar(call.real("value_float")), ElementType.FLOAT);
        } else if (call.hasAttribute("value_int")) {
            return Value.of(Tensor.scalar(call.whole("value_int").orElseThrow()), ElementType.INT64);
        } else if (call.hasAttribute("value_ints")) {
            return Value.of(Tensor.of(call.reals("value_ints").orElseThrow()), ElementType.INT64);
        }
        double[] numbers =
                call.reals("value_floats").orElseThrow(() -> new Refusal("it has no value that is supported"));
        return Value.of(Tensor.of(numbers), ElementType.FLOAT);
    }

    private static Node range(Call call) {
        double start = call.number(0), limit = call.number(1), step = call.number(2);
        double count = Math.max(0, Math.ceil((limit - start) / step));
        if (!(count <= MOST_NUMBERS)) {
            throw new Refusal("it has " + count + " numbers from " + start + " to " + limit + " by " + step);
        }
        call.compute((long) count);
        return Constant.of(Tensor.generate(Shape.of((int) count), i -> start + i * step));
    }

    /**
     * Numbers stay as they are, but reals become integers or truths, and what single precision cannot hold is kept. Known
     * numbers are rounded to types of 8 and 4 bits.
     */
    private static Value cast(Call call, ElementType type) {
        Value x = call.value(0);
        Node node = x.node();
        if (type.isTiny() && type != x.type()) {
            boolean saturates = call.flag("saturate");
            return Value.of(call.numbers(0).map(number -> type.rounded(number, saturates)), type);
        }
        if (type == ElementType.BOOL && x.type() != ElementType.BOOL) {
            return new Value(node.notEqual(0), type);
        }
        return new Value(type.isInteger() && x.type().isReal() ? Functions.trunc(node) : node, type);
    }

    private static void shapes(ReadOps ops) {
        ops.one(
                "Reshape(data, shape?) shape? allowzero=0",
                call -> reshape(
                        call.in(0),
                        call.has(1) ? call.integers(1) : call.integers("shape").orElseThrow(),
                        call.flag("allowzero")));
        ops.one("Flatten(input) axis=1", call -> {
            int[] sizes = call.shape(0).sizes();
            int axis = call.integer("axis");
            int split = axis < 0 ? axis + sizes.length : axis;
            if (split < 0 || split > sizes.length) {
                throw new Refusal("there is no axis " + axis + " in " + call.shape(0));
            }
            int rows = Arrays.stream(sizes, 0, split).reduce(1, (a, b) -> a * b);
            int columns = Arrays.stream(sizes, split, sizes.length).reduce(1, (a, b) -> a * b);
            return call.in(0).reshape(rows, columns);
        });
        ops.one("Squeeze(data, axes?) axes?", call -> {
            int[] sizes = call.shape(0).sizes();
            return call.in(0)
                    .squeeze(call.axes(sizes.length)
                            .orElseGet(() -> IntStream.range(0, sizes.length)
                                    .filter(axis -> sizes[axis] == 1)
                                    .toArray()));
        });
        ops.one("Unsqueeze(data, axes?) axes?", ReadShapes::unsqueeze);
        ops.one("Expand(input, shape)", call -> {
            Shape asked = Shape.of(call.integers(1));
            return ReadElementwise.ofRank(call.in(0), asked.rank()).broadcastTo(common(call.shape(0), asked));
        });
        ops.one(
                "Transpose(data) perm?",
                call -> call.integers("perm")
                        .map(axes -> call.in(0).transpose(axes))
                        .orElseGet(() -> call.in(0).transpose()));
    }

    /** In the shape asked for, 0 keeps an axis, and −1 takes what is left. */
    private static Node reshape(Node x, int[] asked, boolean allowsZero) {
        int[] sizes = asked.clone();
        for (int axis = 0; axis < sizes.length; axis++) {
            if (sizes[axis] == 0 && !allowsZero) {
                sizes[axis] = x.shape().size(Call.axis(axis, x.shape().rank()));
            }
        }
        return x.reshape(sizes);
    }

    private static Node unsqueeze(Call call) {
        int[] axes = call.has(1)
                ? call.integers(1)
                : call.integers("axes").orElseThrow(() -> new Refusal("it lacks the axes"));
        int rank = call.shape(0).rank() + axes.length;
        int[] sizes = new int[rank];
        Arrays.fill(sizes, -1);
        for (int axis : axes) {
            sizes[Call.axis(axis, rank)] = 1;
        }
        int next = 0;
        for (int axis = 0; axis < rank; axis++) {
            if (sizes[axis] < 0) {
                if (next == call.shape(0).rank()) {
                    throw new Refusal("it has an axis twice among " + Arrays.toString(axes));
                }
                sizes[axis] = call.shape(0).size(next++);
            }
        }
        return call.in(0).reshape(sizes);
    }

    /** The shape that two shapes grow to. */
    static Shape common(Shape x, Shape asked) {
        int rank = Math.max(x.rank(), asked.rank());
        int[] sizes = new int[rank];
        for (int axis = 1; axis <= rank; axis++) {
            int ofX = axis > x.rank() ? 1 : x.size(-axis), wanted = axis > asked.rank() ? 1 : asked.size(-axis);
            sizes[rank - axis] = ofX == 1 ? wanted : ofX;
        }
        return Shape.of(sizes);
    }

    private static void moves(ReadOps ops) {
        ops.one("Concat(inputs*) axis=1", call -> Moves.concat(call.integer("axis"), call.all()));
        ops.put("Split(input, split?) axis=0 split? num_outputs?", ReadShapes::split);
        ops.one("Slice(data, starts?, ends?, axes?, steps?) axes? ends? starts?", ReadShapes::slice);
        ops.one("Pad(data, pads?, constant_value#, axes?) mode=constant pads? value=0", ReadShapes::pad);
        ops.one("Tile(input, repeats)", call -> Moves.tile(call.in(0), call.integers(1)));
        ops.one(
                "Trilu(input, k?) upper=1",
                call -> new Triangle(call.in(0), call.flag("upper"), call.has(1) ? call.integers(1)[0] : 0));
        ops.one(
                "DepthToSpace(input) blocksize! mode=DCR",
                call -> depthToSpace(call.in(0), call.integer("blocksize"), call.text("mode")));
        ops.one("SpaceToDepth(input) blocksize!", call -> spaceToDepth(call.in(0), call.integer("blocksize")));
    }

    private static List<Value> split(Call call) {
        int axis = Call.axis(call.integer("axis"), call.shape(0).rank());
        int size = call.shape(0).size(axis);
        int parts = call.hasAttribute("num_outputs") ? call.integer("num_outputs") : call.outputs();
        int[] sizes;
        if (call.has(1)) {
            sizes = ofEach(call, call.integers(1));
        } else if (call.hasAttribute("split")) {
            sizes = ofEach(call, call.integers("split").orElseThrow());
        } else {
            if (parts < 1 || parts != call.outputs()) {
                throw new Refusal("it has " + call.outputs() + " outputs, but should split into " + parts);
            }
            int each = (size + parts - 1) / parts;
            sizes = IntStream.range(0, parts)
                    .map(i -> Math.max(0, Math.min(each, size - i * each)))
                    .toArray();
        }
        return Moves.split(call.in(0), axis, sizes).stream().map(call::result).toList();
    }

    private static int[] ofEach(Call call, int... sizes) {
        if (sizes.length != call.outputs()) {
            throw new Refusal("it has " + call.outputs() + " outputs, but " + sizes.length + " sizes of parts");
        }
        return sizes;
    }

    private static Node slice(Call call) {
        Node x = call.in(0);
        int rank = x.shape().rank();
        boolean isOld = !call.has(1);
        int[] starts = isOld ? call.integers("starts").orElseThrow() : call.integers(1);
        int[] ends = isOld ? call.integers("ends").orElseThrow() : call.integers(2);
        int[] all = IntStream.range(0, starts.length).toArray();
        int[] axes = isOld ? call.integers("axes").orElse(all) : call.has(3) ? call.integers(3) : all;
        int[] steps = new int[starts.length];
        Arrays.fill(steps, 1);
        steps = call.has(4) ? call.integers(4) : steps;
        if (ends.length != starts.length || axes.length != starts.length || steps.length != starts.length) {
            throw new Refusal("it has " + starts.length + " starts, " + ends.length + " ends, " + axes.length
                    + " axes and " + steps.length + " steps");
        }
        for (int i = 0; i < starts.length; i++) {
            x = slice(x, Call.axis(axes[i], rank), starts[i], ends[i], steps[i]);
        }
        return x;
    }

    /** Starts and ends beyond the axis are moved to its ends; a negative step counts down, from the start to the end, excluded. */
    private static Node slice(Node x, int axis, int start, int end, int step) {
        int size = x.shape().size(axis);
        if (step > 0) {
            int first = end(start, size);
            return x.slice(axis, first, Math.max(first, end(end, size)), step);
        }
        if (step == 0) {
            throw new Refusal("it has the step 0");
        }
        if (end == Integer.MAX_VALUE) {
            throw new Refusal("it goes backwards to the largest integer, which ends at once by the standard and at the"
                    + " first element in ONNX Runtime; for the latter, the end should be the smallest integer");
        }
        int last = size - 1;
        int from = Math.min(Math.max(0, start < 0 ? start + size : start), last);
        int to = Math.min(Math.max(-1, end < 0 ? end + size : end), last);
        int first = last - from, stop = Math.max(first, last - to);
        return x.flip(axis).slice(axis, first, stop, (int) Math.min(Integer.MAX_VALUE, -(long) step));
    }

    private static Node pad(Call call) {
        Node x = call.in(0);
        int rank = x.shape().rank();
        int[] pads = call.has(1) ? call.integers(1) : call.integers("pads").orElseThrow();
        int[] axes = call.has(3)
                ? Call.axes(call.integers(3), rank)
                : IntStream.range(0, rank).toArray();
        double number = call.has(2) ? call.number(2) : call.real("value");
        String mode = call.text("mode");
        if (pads.length != 2 * axes.length) {
            throw new Refusal("it has " + pads.length + " pads for " + axes.length + " axes");
        }
        for (int i = 0; i < axes.length; i++) {
            x = pad(x, axes[i], pads[i], pads[axes.length + i], number, mode);
        }
        return x;
    }

    /** A negative number of places takes elements away. */
    private static Node pad(Node x, int axis, int before, int after, double number, String mode) {
        int size = x.shape().size(axis);
        if (Math.min(before, 0L) + Math.min(after, 0L) < -size) {
            throw new Refusal("it takes more than the " + size + " elements of axis " + axis + " of " + x.describe()
                    + " away, with the pads " + before + " and " + after);
        }
        Node part = before < 0 || after < 0 ? x.slice(axis, Math.max(0, -before), size - Math.max(0, -after)) : x;
        int low = Math.max(0, before), high = Math.max(0, after);
        if (low == 0 && high == 0) {
            return part;
        }
        return switch (mode) {
            case "constant" ->
                number == 0 ? part.pad(axis, low, high) : Moves.padConstant(part, axis, low, high, number);
            case "reflect" -> Moves.padReflect(part, axis, low, high);
            case "edge" -> Moves.padReplicate(part, axis, low, high);
            case "wrap" -> Moves.padCircular(part, axis, low, high);
            default -> throw new Refusal("its mode " + mode + " is not supported");
        };
    }

    private static Node depthToSpace(Node x, int block, String mode) {
        int[] s = imageSizes(x);
        int depth = s[1] / (block * block);
        Node parts = mode.equals("CRD")
                ? x.reshape(s[0], depth, block, block, s[2], s[3]).transpose(0, 1, 4, 2, 5, 3)
                : x.reshape(s[0], block, block, depth, s[2], s[3]).transpose(0, 3, 4, 1, 5, 2);
        return parts.reshape(s[0], depth, s[2] * block, s[3] * block);
    }

    private static Node spaceToDepth(Node x, int block) {
        int[] s = imageSizes(x);
        return x.reshape(s[0], s[1], s[2] / block, block, s[3] / block, block)
                .transpose(0, 3, 5, 1, 2, 4)
                .reshape(s[0], s[1] * block * block, s[2] / block, s[3] / block);
    }

    private static int[] imageSizes(Node x) {
        if (x.shape().rank() != 4) {
            throw new Refusal(x.describe() + " is no batch of images");
        }
        return x.shape().sizes();
    }

    private static void places(ReadOps ops) {
        ops.one("Gather(data, indices) axis=0", call -> {
            int axis = Call.axis(call.integer("axis"), call.shape(0).rank());
            return call.in(0).take(index(call, 1, call.shape(0).size(axis)), axis);
        });
        ops.one("GatherElements(data, indices) axis=0", call -> {
            int axis = Call.axis(call.integer("axis"), call.shape(0).rank());
            return call.in(0).takeAlongAxis(index(call, 1, call.shape(0).size(axis)), axis);
        });
        ops.one("ScatterElements(data, indices, updates) axis=0 reduction=none", ReadPlaces::scatter);
        ops.one("Scatter(data, indices, updates) axis=0 reduction=none", ReadPlaces::scatter);
        ops.one("GatherND(data, indices) batch_dims=0", ReadPlaces::gatherEach);
        ops.one("ScatterND(data, indices, updates) reduction=none", ReadPlaces::scatterEach);
        ops.one("OneHot(indices, depth, values) axis=-1", call -> {
            double[] values = call.numbers(2).toArray();
            int depth = call.integers(1)[0];
            Node hot = index(call, 0, depth).oneHot(depth);
            int rank = hot.shape().rank();
            int axis = Call.axis(call.integer("axis"), rank);
            Node placed = axis == rank - 1 ? hot : Moves.moveAxis(hot, rank - 1, axis);
            return values[0] == 0 && values[1] == 1
                    ? placed
                    : placed.where(Constant.of(values[1]), Constant.of(values[0]));
        });
    }

    /** Negative indices count from the end. */
    static Node index(Call call, int input, int size) {
        Node node = call.in(input);
        if (call.value(input).known().isPresent()) {
            Tensor known = call.numbers(input);
            return Constant.of(known.map(index -> index < 0 ? index + size : index));
        }
        return node.less(0).where(node.add(size), node);
    }
}
