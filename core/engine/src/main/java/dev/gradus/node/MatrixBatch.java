package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The shapes of batches of matrices, (…, n, k), and the messages for batches that cannot be multiplied. */
final class MatrixBatch {
    private MatrixBatch() {}

    /** The batch axes: all but the last two. */
    static Shape of(Shape shape) {
        int[] axes = IntStream.range(0, shape.rank() - 2).toArray();
        return Shape.of(Arrays.stream(axes).map(shape::size).toArray())
                .named(Arrays.stream(axes).mapToObj(shape::name).toArray(String[]::new));
    }

    /** The order of axes that transposes each matrix. */
    static int[] lastTwoSwapped(Shape shape) {
        int[] axes = IntStream.range(0, shape.rank()).toArray();
        axes[axes.length - 1] = axes.length - 2;
        axes[axes.length - 2] = axes.length - 1;
        return axes;
    }

    /** The shape of a @ b. Refuses operands that cannot be multiplied, with the reason. */
    static Shape product(Node a, Node b) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        sizes(a.shape(), b.shape()).ifPresent(sizes -> Shapes.checkSize("BatchMatMul", List.of(a, b), sizes));
        return product(a.shape(), b.shape())
                .orElseThrow(() -> new ShapeException(
                        "BatchMatMul: " + a.describe() + " @ " + b.describe() + ": " + clash(a, b) + remedy(a, b)));
    }

    /** The shape of a @ b; empty if the operands cannot be multiplied. */
    static Optional<Shape> product(Shape a, Shape b) {
        return sizes(a, b)
                .filter(sizes -> !Shape.isTooLarge(sizes))
                .flatMap(sizes -> Broadcasting.shape(of(a), of(b))
                        .filter(batch -> !Broadcasting.isAccidental(of(a), of(b), batch))
                        .map(batch -> Shape.of(sizes).named(names(batch, a, b))));
    }

    /** The sizes of a @ b, even if they are too large; empty if the matrices or the batches clash. */
    private static Optional<int[]> sizes(Shape a, Shape b) {
        if (a.rank() < 2 || b.rank() < 2 || a.size(-1) != b.size(-2)) {
            return Optional.empty();
        }
        IntStream matrix = IntStream.of(a.size(-2), b.size(-1));
        return Broadcasting.sizes(of(a), of(b))
                .map(batch -> IntStream.concat(Arrays.stream(batch), matrix).toArray());
    }

    private static String[] names(Shape batch, Shape a, Shape b) {
        Stream<String> before = IntStream.range(0, batch.rank()).mapToObj(batch::name);
        return Stream.concat(before, Stream.of(a.name(-2), b.name(-1))).toArray(String[]::new);
    }

    private static String clash(Node a, Node b) {
        Shape left = a.shape();
        Shape right = b.shape();
        if (left.rank() < 2 || right.rank() < 2) {
            Node wrong = left.rank() < 2 ? a : b;
            return wrong.expression() + " has rank " + wrong.shape().rank()
                    + ", but a batch of matrices has at least 2";
        }
        if (left.size(-1) != right.size(-2)) {
            return "inner sizes differ: " + left.size(-1) + " ≠ " + right.size(-2);
        }
        return "the batches " + of(left) + " and " + of(right)
                + Broadcasting.shape(of(left), of(right))
                        .map(both -> " have different rank and would both grow, to " + both)
                        .orElse(" do not broadcast");
    }

    private static String remedy(Node a, Node b) {
        return Stream.of(
                        Change.turned(b, false),
                        Change.turned(a, true),
                        Change.withLeadingOnes(b, false, a.shape().rank()),
                        Change.withLeadingOnes(a, true, b.shape().rank()))
                .filter(change -> change.fits(a, b))
                .map(change -> ". Did you mean " + Expression.asReceiver(change.node()) + "." + change.call() + "?")
                .findFirst()
                .orElse("");
    }

    /** A call on one operand that may make the product possible. */
    private record Change(Node node, boolean isLeft, Shape shape, String call) {

        boolean fits(Node a, Node b) {
            return product(isLeft ? shape : a.shape(), isLeft ? b.shape() : shape)
                    .isPresent();
        }

        /** Transposes matrices; turns a vector into a row on the left and a column on the right. */
        static Change turned(Node node, boolean isLeft) {
            Shape shape = node.shape();
            if (shape.rank() < 2) {
                int size = shape.elements();
                return reshaped(node, isLeft, isLeft ? Shape.of(1, size) : Shape.of(size, 1));
            }
            int[] order = lastTwoSwapped(shape);
            String axes = Arrays.stream(order).mapToObj(String::valueOf).collect(Collectors.joining(", "));
            return new Change(
                    node,
                    isLeft,
                    Shape.of(Arrays.stream(order).map(shape::size).toArray()),
                    "transpose(" + (shape.rank() == 2 ? "" : axes) + ")");
        }

        /** Adds leading axes of size 1, which show that the batch is meant to grow. */
        static Change withLeadingOnes(Node node, boolean isLeft, int rank) {
            Shape shape = node.shape();
            int missing = Math.max(rank - shape.rank(), 0);
            return reshaped(node, isLeft, withOnes(shape, missing));
        }

        private static Shape withOnes(Shape shape, int count) {
            IntStream ones = IntStream.of(AxisArguments.all(count, 1));
            return Shape.of(IntStream.concat(ones, Arrays.stream(shape.sizes())).toArray());
        }

        private static Change reshaped(Node node, boolean isLeft, Shape shape) {
            return new Change(node, isLeft, shape, "reshape(" + TargetShape.sizes(shape) + ")");
        }
    }

    /** For each matrix of the product's batch, the index of the operand's matrix. */
    static int[] sources(Shape operand, Shape product) {
        return Broadcasting.sources(of(operand), of(product));
    }
}
