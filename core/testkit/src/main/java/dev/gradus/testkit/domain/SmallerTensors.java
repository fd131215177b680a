package dev.gradus.testkit.domain;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Parts of tensors, for shrinking. */
public final class SmallerTensors {
    private SmallerTensors() {}

    /**
     * The tensor without some indices of some of its axes.
     *
     * @param smaller the shape without them
     * @param source the former index along those axes, given the new one
     */
    public static Tensor part(Tensor tensor, Shape smaller, List<Boolean> axes, IntUnaryOperator source) {
        return Tensor.generate(smaller, position -> {
            int[] index = smaller.index(position);
            Arrays.setAll(index, axis -> axes.get(axis) ? source.applyAsInt(index[axis]) : index[axis]);
            return tensor.get(index);
        });
    }

    /** The former index if this one is left out. */
    public static IntUnaryOperator without(int left) {
        return index -> index < left ? index : index + 1;
    }

    /**
     * The tensor in another shape. If some axes are shorter by one, one index is left out. Otherwise the elements keep
     * their order and are repeated from the start as needed.
     */
    public static Tensor fit(Tensor tensor, Shape target, int droppedIndex) {
        Shape shape = tensor.shape();
        if (shape.rank() == target.rank()) {
            List<Boolean> shorter = IntStream.range(0, shape.rank())
                    .mapToObj(axis -> target.size(axis) == shape.size(axis) - 1 && droppedIndex < shape.size(axis))
                    .toList();
            boolean fits = IntStream.range(0, shape.rank())
                    .allMatch(axis -> shorter.get(axis) || target.size(axis) == shape.size(axis));
            if (fits) {
                return part(tensor, target, shorter, without(droppedIndex));
            }
        }
        double[] values = tensor.toArray();
        return Tensor.generate(target, position -> values.length == 0 ? 1 : values[position % values.length]);
    }
}
