package dev.gradus.properties.node;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.function.ToDoubleFunction;

/** Tensors written as mathematics does: element by element, as a function of the index. */
final class ByIndex {
    private ByIndex() {}

    static Tensor tensor(Shape shape, ToDoubleFunction<int[]> element) {
        return Tensor.generate(shape, position -> element.applyAsDouble(shape.index(position)));
    }

    /** The same index but for one axis. */
    static int[] with(int[] index, int axis, int value) {
        int[] changed = index.clone();
        changed[axis] = value;
        return changed;
    }

    /** The shape with another size along one axis. */
    static Shape resized(Shape shape, int axis, int size) {
        return Shape.of(with(shape.sizes(), axis, size));
    }
}
