package dev.gradus.testkit.domain;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** Parts of tensors, for shrinking. */
public final class SmallerTensors {
    private SmallerTensors() {}

    /** The part of the tensor with these indices of some of its axes. */
    public static Tensor keep(Tensor tensor, List<Boolean> axes, int start, int count) {
        int[] sizes = tensor.shape().sizes();
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = axes.get(axis) ? count : sizes[axis];
        }
        Shape smaller = Shape.of(sizes);
        return Tensor.generate(smaller, position -> {
            int[] source = smaller.index(position);
            for (int axis = 0; axis < source.length; axis++) {
                source[axis] += axes.get(axis) ? start : 0;
            }
            return tensor.get(source);
        });
    }

    /** The tensor without one index of some of its axes. */
    public static Tensor drop(Tensor tensor, List<Boolean> axes, int index) {
        int[] sizes = tensor.shape().sizes();
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] -= axes.get(axis) ? 1 : 0;
        }
        Shape smaller = Shape.of(sizes);
        return Tensor.generate(smaller, position -> {
            int[] source = smaller.index(position);
            for (int axis = 0; axis < source.length; axis++) {
                source[axis] += axes.get(axis) && source[axis] >= index ? 1 : 0;
            }
            return tensor.get(source);
        });
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
                return drop(tensor, shorter, droppedIndex);
            }
        }
        double[] values = tensor.toArray();
        return Tensor.generate(target, position -> values.length == 0 ? 1 : values[position % values.length]);
    }
}
