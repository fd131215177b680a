package dev.gradus.onnx.read;

import dev.gradus.node.Constant;
import dev.gradus.node.Indexing;
import dev.gradus.node.Node;
import dev.gradus.node.ScatterAlong;
import dev.gradus.node.ScatterMax;
import dev.gradus.onnx.file.Refusal;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Operators that put elements at places, or take them from there, which are given by an index for each of several axes. */
final class ReadPlaces {
    private ReadPlaces() {}

    static Node scatter(Call call) {
        Node x = call.in(0), updates = call.in(2);
        int axis = Call.axis(call.integer("axis"), x.shape().rank()),
                size = x.shape().size(axis);
        Node indices = ReadShapes.index(call, 1, size);
        if (updates.shape().rank() != x.shape().rank()) {
            throw new Refusal(updates.describe() + " and " + x.describe() + " differ in rank");
        }
        int[] covered = x.shape().sizes();
        covered[axis] = updates.shape().size(axis);
        if (!Arrays.equals(covered, updates.shape().sizes())) {
            return scatterInto(call, x, axis, indices, updates);
        }
        return switch (call.text("reduction")) {
            case "none" -> Indexing.scatter(x, axis, indices, updates);
            case "add" ->
                isZero(call)
                        ? new ScatterAlong(updates, indices, axis, size)
                        : x.add(new ScatterAlong(updates, indices, axis, size));
            case "max" -> new ScatterMax(x, updates, indices, axis);
            case "min" -> new ScatterMax(x.negate(), updates.negate(), indices, axis).negate();
            default -> Indexing.scatterReduce(x, axis, indices, updates, reduction(call), true);
        };
    }

    private static Indexing.ScatterReduction reduction(Call call) {
        return switch (call.text("reduction")) {
            case "add" -> Indexing.ScatterReduction.SUM;
            case "mul" -> Indexing.ScatterReduction.PRODUCT;
            case "max" -> Indexing.ScatterReduction.MAX;
            case "min" -> Indexing.ScatterReduction.MIN;
            default -> throw new Refusal("its reduction " + call.text("reduction") + " is not supported");
        };
    }

    private static boolean isZero(Call call) {
        Node x = call.in(0), source = x.inputs().size() == 1 ? x.inputs().get(0) : x;
        if (!(source instanceof Constant constant)) {
            return false;
        }
        call.compute(source.shape().elements());
        return Arrays.stream(constant.value().toArray()).allMatch(each -> each == 0);
    }

    /** Updates of a part of the other axes: each place in x as one number. */
    private static Node scatterInto(Call call, Node x, int axis, Node indices, Node updates) {
        Shape part = updates.shape();
        int[] strides = x.shape().strides();
        int count = part.elements();
        call.compute(count);
        Tensor others = Tensor.generate(part, i -> {
            int[] index = part.index(i);
            return IntStream.range(0, index.length)
                    .filter(other -> other != axis)
                    .map(other -> index[other] * strides[other])
                    .sum();
        });
        Node places = indices.multiply(strides[axis]).add(Constant.of(others)).reshape(count);
        return scatterRows(call, x.reshape(x.shape().elements(), 1), places, updates.reshape(count, 1))
                .reshape(x.shape());
    }

    private static Node scatterRows(Call call, Node rows, Node places, Node updates) {
        if (call.text("reduction").equals("none")) {
            return Indexing.indexCopy(rows, 0, places, updates);
        }
        Node ofEach = places.reshape(places.shape().elements(), 1).broadcastTo(updates.shape());
        return Indexing.scatterReduce(rows, 0, ofEach, updates, reduction(call), true);
    }

    static Node gatherEach(Call call) {
        Node x = call.in(0), indices = call.in(1);
        int shared = call.integer("batch_dims");
        Node places = rows(call, x, indices, shared);
        int[] sizes = x.shape().sizes(), index = indices.shape().sizes();
        int last = index.length - 1, end = shared + index[last];
        int[] result = IntStream.concat(Arrays.stream(index, 0, last), Arrays.stream(sizes, end, sizes.length))
                .toArray();
        return x.reshape(product(sizes, 0, end), product(sizes, end, sizes.length))
                .take(places, 0)
                .reshape(result);
    }

    static Node scatterEach(Call call) {
        Node x = call.in(0), indices = call.in(1);
        Node places = rows(call, x, indices, 0);
        int[] sizes = x.shape().sizes();
        int end = indices.shape().size(-1), size = product(sizes, end, sizes.length);
        Node updates = call.in(2).reshape(places.shape().elements(), size);
        return scatterRows(call, x.reshape(product(sizes, 0, end), size), places, updates)
                .reshape(sizes);
    }

    /** The axes that the last axis of the indices is of as one axis, after the first ones, which x and the indices share. */
    private static Node rows(Call call, Node x, Node indices, int shared) {
        int last = indices.shape().rank() - 1,
                axes = last < 0 ? 0 : indices.shape().size(last);
        if (shared < 0 || last < shared || axes < 1 || shared + axes > x.shape().rank()) {
            throw new Refusal(
                    indices.describe() + " gives no places in " + x.describe() + " after " + shared + " shared axes");
        }
        int[] sizes = x.shape().sizes();
        int count = product(indices.shape().sizes(), 0, last), rows = product(sizes, shared, shared + axes);
        int ofEach = Math.max(1, count / Math.max(1, product(sizes, 0, shared)));
        call.compute(count);
        Node place = Constant.of(Tensor.generate(Shape.of(count), i -> (double) (i / ofEach) * rows));
        Node each = indices.reshape(count, axes);
        for (int axis = 0, stride = rows; axis < axes; axis++) {
            int size = sizes[shared + axis];
            stride /= Math.max(1, size);
            Node index = each.select(1, axis);
            place = place.add(index.less(0).where(index.add(size), index).multiply(stride));
        }
        return place;
    }

    private static int product(int[] sizes, int from, int to) {
        return Arrays.stream(sizes, from, to).reduce(1, (a, b) -> a * b);
    }
}
