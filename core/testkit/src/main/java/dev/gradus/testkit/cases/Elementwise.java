package dev.gradus.testkit.cases;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Applies a function to the elements at the same index of tensors that broadcast, in the plainest way. */
public final class Elementwise {
    private Elementwise() {}

    public static Tensor apply(List<Tensor> tensors, ToDoubleFunction<double[]> function) {
        Shape shape = commonShape(tensors);
        return Tensor.generate(shape, position -> {
            int[] index = shape.index(position);
            return function.applyAsDouble(tensors.stream()
                    .mapToDouble(tensor -> tensor.get(own(tensor.shape(), index)))
                    .toArray());
        });
    }

    private static Shape commonShape(List<Tensor> tensors) {
        int rank =
                tensors.stream().mapToInt(tensor -> tensor.shape().rank()).max().orElse(0);
        int[] sizes = new int[rank];
        Arrays.fill(sizes, 1);
        for (Tensor tensor : tensors) {
            int shift = rank - tensor.shape().rank();
            for (int axis = 0; axis < tensor.shape().rank(); axis++) {
                if (tensor.shape().size(axis) != 1) {
                    sizes[axis + shift] = tensor.shape().size(axis);
                }
            }
        }
        return Shape.of(sizes);
    }

    /** The index of the element of a broadcast shape that is used at this index. */
    public static int[] own(Shape shape, int[] index) {
        int shift = index.length - shape.rank();
        int[] own = new int[shape.rank()];
        for (int axis = 0; axis < own.length; axis++) {
            own[axis] = shape.size(axis) == 1 ? 0 : index[axis + shift];
        }
        return own;
    }
}
