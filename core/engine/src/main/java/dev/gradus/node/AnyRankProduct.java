package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The matrix product for operands of any rank from 1, with NumPy's treatment of vectors. It returns the simplest op
 * that computes the product.
 */
final class AnyRankProduct {
    private AnyRankProduct() {}

    static Node of(Node a, Node b) {
        int rankOfA = a.shape().rank();
        Objects.requireNonNull(b, "right");
        int rankOfB = b.shape().rank();
        if (rankOfA == 0 || rankOfB == 0) {
            throw refusal(a, b, (rankOfA == 0 ? a : b).expression() + " is a single number; use multiply");
        } else if (rankOfA == 1 && rankOfB == 1) {
            return dot(a, b);
        } else if (rankOfA == 1) {
            return rowTimes(a, b);
        } else if (rankOfB == 1) {
            return timesColumn(a, b);
        }
        return rankOfA == 2 && rankOfB == 2 ? new MatMul(a, b) : new BatchMatMul(a, b);
    }

    private static Node dot(Node a, Node b) {
        if (!a.shape().equals(b.shape())) {
            throw refusal(
                    a,
                    b,
                    "two vectors need equal sizes: " + a.shape().size(0) + " ≠ "
                            + b.shape().size(0));
        }
        return a.multiply(b).sum();
    }

    private static Node rowTimes(Node a, Node b) {
        int size = a.shape().size(0);
        if (size != b.shape().size(-2)) {
            throw refusal(a, b, clash(a, size, b.shape().size(-2), "row (1, " + size + ")"));
        }
        return without(-2, of(a.reshape(1, size), b));
    }

    private static Node timesColumn(Node a, Node b) {
        int size = b.shape().size(0);
        if (size != a.shape().size(-1)) {
            throw refusal(a, b, clash(b, a.shape().size(-1), size, "column (" + size + ", 1)"));
        }
        return without(-1, of(a, b.reshape(size, 1)));
    }

    private static String clash(Node vector, int left, int right, String matrix) {
        return "inner sizes differ: " + left + " ≠ " + right + ", where the vector " + vector.expression()
                + " is treated as the " + matrix;
    }

    private static ShapeException refusal(Node a, Node b, String why) {
        return new ShapeException("MatMul: " + a.describe() + " @ " + b.describe() + ": " + why);
    }

    /** Removes the axis of size 1 that was added to a vector. */
    private static Node without(int added, Node product) {
        Shape shape = product.shape();
        int axis = shape.axis(added);
        int[] kept = IntStream.range(0, shape.rank()).filter(i -> i != axis).toArray();
        return product.reshape(Shape.of(IntStream.of(kept).map(shape::size).toArray())
                .named(IntStream.of(kept).mapToObj(shape::name).toArray(String[]::new)));
    }
}
