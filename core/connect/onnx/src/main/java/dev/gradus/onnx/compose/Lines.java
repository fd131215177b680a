package dev.gradus.onnx.compose;

import dev.gradus.node.Constant;
import dev.gradus.node.LinearRecurrence;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Ops along an axis. */
final class Lines {
    private Lines() {}

    /**
     * For each place i of the axis the whole line, along a new axis after it, with another number in the place of all elements
     * j &gt; i.
     */
    static Node prefixes(Node x, int axis, double otherwise) {
        int size = x.shape().size(axis);
        int[] sizes = new int[x.shape().rank() + 1];
        Arrays.fill(sizes, 1);
        sizes[axis] = size;
        sizes[axis + 1] = size;
        Tensor isIncluded = Tensor.generate(Shape.of(sizes), place -> place % size <= place / size ? 1 : 0);
        return Constant.of(isIncluded).where(x.expandDims(axis), Constant.of(otherwise));
    }

    /** s_i = a_i s_{i−1} + b_i, step by step. */
    static Node recurrence(LinearRecurrence op) {
        Node a = op.input(0), b = op.input(1);
        int axis = op.axis();
        int size = op.shape().size(axis);
        if (size == 0) {
            return b;
        }
        List<Node> all = new ArrayList<>();
        for (int k = 0; k < size; k++) {
            int at = op.isReverse() ? size - 1 - k : k;
            Node term = b.slice(axis, at, at + 1);
            all.add(
                    k == 0
                            ? term
                            : a.slice(axis, at, at + 1).multiply(all.get(k - 1)).add(term));
        }
        if (op.isReverse()) {
            Collections.reverse(all);
        }
        return Moves.concat(axis, all);
    }

    /** Each element is counted among all of the line; of the most frequent ones it is the least. */
    static Node argMode(Node x, int axis) {
        Node counts = x.expandDims(axis + 1).equal(x.expandDims(axis)).sum(axis + 1);
        Node isMode = counts.equal(counts.max(axis).keepDims());
        Node least =
                isMode.where(x, Constant.of(Double.POSITIVE_INFINITY)).min(axis).keepDims();
        return isMode.multiply(x.equal(least)).argMax(axis);
    }
}
