package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.Objects;

/**
 * Derivatives and integrals of functions that are sampled along an axis.
 *
 * <p>A negative axis counts from the end.
 */
public final class Calculus {
    private Calculus() {}

    /**
     * The difference between each element and its predecessor along an axis, which becomes shorter by one.
     *
     * @param order how often to repeat this, 0 for x itself
     * @throws ShapeException if x has no such axis, or it is too short
     * @throws IllegalArgumentException if the order is negative
     */
    public static Node diff(Node x, int axis, int order) {
        int along = Axis.of("diff", x, axis);
        if (order < 0) {
            throw new IllegalArgumentException("diff: the order must be 0 or more, such as 1, not " + order);
        }
        requireElements("diff", x, along, order + 1);
        Node difference = x;
        for (int i = 0; i < order; i++) {
            int size = difference.shape().size(along);
            difference = difference.slice(along, 1, size).subtract(difference.slice(along, 0, size - 1));
        }
        return difference;
    }

    /**
     * The slopes along an axis, with the shape of x, like {@code np.gradient}: (x_{i+1} − x_{i−1}) / 2h inside, and at
     * both ends the difference from the only neighbor, divided by h.
     *
     * @param spacing the distance h between adjacent samples
     * @throws ShapeException if x has no such axis, or fewer than two elements along it
     */
    public static Node gradient(Node x, double spacing, int axis) {
        int along = Axis.of("gradient", x, axis);
        requireElements("gradient", x, along, 2);
        int size = x.shape().size(along);
        Node steps = diff(x, along, 1).divide(spacing);
        Node first = steps.slice(along, 0, 1);
        Node last = steps.slice(along, size - 2, size - 1);
        if (size == 2) {
            return first.concat(along, last);
        }
        Node inner =
                x.slice(along, 2, size).subtract(x.slice(along, 0, size - 2)).divide(2 * spacing);
        return first.concat(along, inner, last);
    }

    /**
     * The integral of y along an axis, which is removed, by the trapezoidal rule for evenly spaced samples.
     *
     * @param spacing the distance between adjacent samples
     * @throws ShapeException if y has no such axis, or no elements along it
     */
    public static Node trapezoid(Node y, double spacing, int axis) {
        int along = axisOf("trapezoid", y, axis);
        return means(y, along).sum(along).multiply(spacing);
    }

    /**
     * The integral of y along an axis, which is removed, by the trapezoidal rule for samples at given positions.
     *
     * @param x the positions, of shape (n) for an axis of n elements, or of the shape of y
     * @throws ShapeException if y has no such axis, no elements along it, or x does not fit
     */
    public static Node trapezoid(Node y, Node x, int axis) {
        int along = axisOf("trapezoid", y, axis);
        return means(y, along).multiply(steps("trapezoid", y, x, along)).sum(along);
    }

    /**
     * The integrals of y from its first element to each later one along an axis, which becomes shorter by one. The
     * samples are evenly spaced.
     *
     * @param spacing the distance between adjacent samples
     * @throws ShapeException if y has no such axis, or no elements along it
     */
    public static Node cumulativeTrapezoid(Node y, double spacing, int axis) {
        int along = axisOf("cumulativeTrapezoid", y, axis);
        return means(y, along).cumulativeSum(along).multiply(spacing);
    }

    /**
     * The integrals of y from its first element to each later one along an axis, which becomes shorter by one. The
     * samples are at given positions.
     *
     * @param x the positions, of shape (n) for an axis of n elements, or of the shape of y
     * @throws ShapeException if y has no such axis, no elements along it, or x does not fit
     */
    public static Node cumulativeTrapezoid(Node y, Node x, int axis) {
        int along = axisOf("cumulativeTrapezoid", y, axis);
        return means(y, along)
                .multiply(steps("cumulativeTrapezoid", y, x, along))
                .cumulativeSum(along);
    }

    private static int axisOf(String function, Node y, int axis) {
        Objects.requireNonNull(y, "y");
        int along = Axis.of(function, y, axis);
        requireElements(function, y, along, 1);
        return along;
    }

    /** The means of adjacent elements. */
    private static Node means(Node y, int axis) {
        int size = y.shape().size(axis);
        return y.slice(axis, 1, size).add(y.slice(axis, 0, size - 1)).divide(2);
    }

    private static Node steps(String function, Node y, Node x, int axis) {
        Objects.requireNonNull(x, "x");
        int size = y.shape().size(axis);
        boolean isLine = x.shape().equals(Shape.of(size));
        if (!isLine && !x.shape().equals(y.shape())) {
            throw new ShapeException(function + ": the positions " + x.describe() + " must have the shape (" + size
                    + ") or that of " + y.describe());
        }
        int[] column = new int[y.shape().rank() - axis];
        Arrays.fill(column, 1);
        column[0] = size;
        return isLine ? diff(x.reshape(column), 0, 1) : diff(x, axis, 1);
    }

    private static void requireElements(String function, Node x, int axis, int least) {
        if (x.shape().size(axis) < least) {
            throw new ShapeException(function + ": axis " + axis + " of " + x.describe() + " has "
                    + x.shape().size(axis) + " elements, but needs at least " + least);
        }
    }
}
