package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** The functions of {@link Moves} that extract windows from an axis and put them back. */
final class Windows {
    private Windows() {}

    static Node unfold(Node x, int axis, int size, int step, int dilation) {
        int along = Axis.of("unfold", x, axis);
        int count = count("unfold", x.shape().size(along), size, step, dilation);
        int[] sizes = Shapes.checkSize("unfold", List.of(x), count, size);
        Shapes.replaced("unfold", List.of(x), x.shape(), along, 1, Shape.of(sizes));
        return x.take(indices(count, size, step, dilation), along);
    }

    static Node fold(Node x, int axis, int length, int step, int dilation) {
        int along = Axis.of("fold", x, axis);
        if (along == x.shape().rank() - 1) {
            throw new ShapeException(
                    "fold: " + x.describe() + " has no axis after axis " + along + " for the elements of a window");
        }
        int size = x.shape().size(along + 1);
        int count = count("fold", length, size, step, dilation);
        if (count != x.shape().size(along)) {
            throw new ShapeException(
                    "fold: " + x.describe() + " has " + x.shape().size(along) + " windows along axis " + along
                            + ", but " + count + " windows fit into the length " + length);
        }
        return x.scatterAdd(indices(count, size, step, dilation), along, length);
    }

    /** The number of windows that fit. */
    private static int count(String function, int length, int size, int step, int dilation) {
        if (size < 1 || step < 1 || dilation < 1) {
            throw new IllegalArgumentException(function + ": size, step and dilation must be 1 or more, but are " + size
                    + ", " + step + " and " + dilation);
        }
        long reach = (size - 1L) * dilation + 1;
        if (reach > length) {
            throw new ShapeException(function + ": a window of " + size + " elements"
                    + (dilation == 1 ? "" : ", " + dilation + " apart,") + " spans " + reach
                    + " elements, but there are only "
                    + length);
        }
        return (int) ((length - reach) / step) + 1;
    }

    private static Constant indices(int count, int size, int step, int dilation) {
        int[] indices = IntStream.range(0, count * size)
                .map(i -> i / size * step + i % size * dilation)
                .toArray();
        return Indexing.indices(Shape.of(count, size), indices);
    }
}
