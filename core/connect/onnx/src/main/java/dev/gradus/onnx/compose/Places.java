package dev.gradus.onnx.compose;

import dev.gradus.node.Constant;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Pad;
import dev.gradus.node.ScatterAdd;
import dev.gradus.node.ScatterAlong;
import dev.gradus.node.Stack;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Ops that put elements at other places. */
final class Places {
    private Places() {}

    /** Each index is compared with 0, 1, … along a new last axis. */
    static Node oneHot(Node indices, int depth) {
        int[] sizes = new int[indices.shape().rank() + 1];
        Arrays.fill(sizes, 1);
        sizes[sizes.length - 1] = depth;
        Node numbers = Constant.of(Tensor.generate(Shape.of(sizes), place -> place));
        return indices.expandDims(sizes.length - 1).equal(numbers);
    }

    /** The axes of the indices as one axis, and each index repeated for all elements of its slice. */
    static Node scatterAdd(ScatterAdd op) {
        Node updates = op.input(0), indices = op.input(1);
        int axis = op.axis(), rank = indices.shape().rank();
        int[] sizes = updates.shape().sizes();
        int count = indices.shape().elements();
        int[] slices = IntStream.concat(
                        IntStream.concat(Arrays.stream(sizes, 0, axis), IntStream.of(count)),
                        Arrays.stream(sizes, axis + rank, sizes.length))
                .toArray();
        int[] ones = new int[slices.length];
        Arrays.fill(ones, 1);
        ones[axis] = count;
        Shape shape = Shape.of(slices);
        Node repeated = indices.reshape(ones).broadcastTo(shape);
        return new ScatterAlong(
                updates.reshape(shape), repeated, axis, op.shape().size(axis));
    }

    static Node stack(Stack op) {
        return Moves.concat(
                op.axis(),
                op.inputs().stream().map(part -> part.expandDims(op.axis())).toList());
    }

    /** Zeros between elements are zeros after each along a new axis; those after the last one are taken away again. */
    static Node pad(Pad op) {
        Node x = op.input(0);
        int[] step = op.step(), low = op.low(), high = new int[low.length];
        for (int axis = 0; axis < low.length; axis++) {
            int size = x.shape().size(axis);
            if (step[axis] > 1 && size > 0) {
                int[] sizes = x.shape().sizes();
                sizes[axis] = size * step[axis];
                x = x.expandDims(axis + 1).pad(axis + 1, 0, step[axis] - 1).reshape(sizes);
                x = x.slice(axis, 0, (size - 1) * step[axis] + 1);
            }
            high[axis] = op.shape().size(axis) - x.shape().size(axis) - low[axis];
        }
        return x.pad(low, high, new int[low.length]);
    }
}
