package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** The padding functions of {@link Moves}. */
final class Padding {
    private Padding() {}

    static Node constant(Node x, int axis, int low, int high, double value) {
        int along = checkedAxis("padConstant", x, axis, low, high, Integer.MAX_VALUE);
        List<Node> parts = new ArrayList<>(List.of(x));
        if (low > 0) {
            parts.add(0, Constant.of(value).broadcastTo(Shapes.resized(x.shape(), along, low)));
        }
        if (high > 0) {
            parts.add(Constant.of(value).broadcastTo(Shapes.resized(x.shape(), along, high)));
        }
        return parts.size() == 1 ? x : new Concat(along, parts);
    }

    static Node reflect(Node x, int axis, int low, int high) {
        int along = Axis.of("padReflect", x, axis);
        int size = x.shape().size(along);
        return copied("padReflect", x, along, low, high, size - 1, i -> i < 0 ? -i : i < size ? i : 2 * (size - 1) - i);
    }

    static Node replicate(Node x, int axis, int low, int high) {
        int along = Axis.of("padReplicate", x, axis);
        int size = x.shape().size(along);
        int most = size == 0 ? 0 : Integer.MAX_VALUE;
        return copied("padReplicate", x, along, low, high, most, i -> Math.max(0, Math.min(i, size - 1)));
    }

    static Node circular(Node x, int axis, int low, int high) {
        int along = Axis.of("padCircular", x, axis);
        int size = x.shape().size(along);
        return copied("padCircular", x, along, low, high, size, i -> Math.floorMod(i, size));
    }

    /**
     * Adds copies of elements. The function maps an index, which may lie outside x, to the index of the element to
     * copy.
     */
    private static Node copied(
            String function, Node x, int axis, int low, int high, int most, IntUnaryOperator source) {
        int along = checkedAxis(function, x, axis, low, high, most);
        int[] sources =
                IntStream.range(-low, x.shape().size(along) + high).map(source).toArray();
        return x.take(Indexing.indices(Shape.of(sources.length), sources), along);
    }

    private static int checkedAxis(String function, Node x, int axis, int low, int high, int most) {
        int along = Axis.of(function, x, axis);
        if (low < 0 || high < 0) {
            throw new IllegalArgumentException(function + ": the numbers of elements added to axis " + along + " of "
                    + x.describe() + " must not be negative, but are " + low + " and " + high
                    + "; use slice to remove elements");
        }
        if (Math.max(low, high) > Math.max(most, 0)) {
            throw new ShapeException(function + ": axis " + along + " of " + x.describe() + " has "
                    + x.shape().size(along) + " elements, so at most " + Math.max(most, 0)
                    + " can be added at each end, not " + low + " and " + high);
        }
        long size = (long) x.shape().size(along) + low + high;
        Shapes.checkSize(
                function,
                List.of(x),
                AxisArguments.with(
                        function, x, along, Shapes.size(size), x.shape().sizes()));
        return along;
    }
}
