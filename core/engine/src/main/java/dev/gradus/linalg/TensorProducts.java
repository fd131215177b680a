package dev.gradus.linalg;

import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Computes products of whole tensors, composed of reshapes, transposes and one multiplication. */
final class TensorProducts {
    /** The maximum number of factors, because the axes are named with the letters from a to z. */
    private static final int LETTERS = 25;

    private TensorProducts() {}

    static Node dot(Node a, Node b) {
        requireVector("dot", a);
        requireVector("dot", b);
        return a.matMul(b);
    }

    static Node outer(Node a, Node b) {
        requireVector("outer", a);
        requireVector("outer", b);
        int rows = a.shape().size(0);
        int columns = b.shape().size(0);
        return a.reshape(rows, 1).multiply(b.reshape(1, columns));
    }

    private static void requireVector(String function, Node x) {
        if (x.shape().rank() != 1) {
            throw new ShapeException(function + ": " + x.describe() + " has rank "
                    + x.shape().rank() + ", but a vector has rank 1. For other ranks, use matMul, tensorDot or einsum");
        }
    }

    static Node tensorDot(Node a, Node b, int[] axesOfA, int[] axesOfB) {
        int[] summedOfA = axes(a, axesOfA);
        int[] summedOfB = axes(b, axesOfB);
        if (summedOfA.length != summedOfB.length) {
            throw new ShapeException("tensorDot: the numbers of axes of a and b must be equal, but the axes are "
                    + Arrays.toString(axesOfA) + " and " + Arrays.toString(axesOfB));
        }
        for (int i = 0; i < summedOfA.length; i++) {
            int sizeOfA = a.shape().size(summedOfA[i]);
            int sizeOfB = b.shape().size(summedOfB[i]);
            if (sizeOfA != sizeOfB) {
                throw new ShapeException(
                        "tensorDot: " + a.describe() + " and " + b.describe() + ": axis " + summedOfA[i] + " and axis "
                                + summedOfB[i] + " have different sizes: " + sizeOfA + " ≠ " + sizeOfB);
            }
        }
        int[] keptOfA = others(a, summedOfA);
        int[] keptOfB = others(b, summedOfB);
        Node left = matrix(a, keptOfA, summedOfA);
        Node right = matrix(b, summedOfB, keptOfB);
        int[] sizes = IntStream.concat(
                        IntStream.of(keptOfA).map(a.shape()::size),
                        IntStream.of(keptOfB).map(b.shape()::size))
                .toArray();
        return Labeled.reshape(left.matMul(right), Shape.of(sizes));
    }

    private static int[] axes(Node x, int[] axes) {
        int[] fromLeft = new int[axes.length];
        for (int i = 0; i < axes.length; i++) {
            int rank = x.shape().rank();
            if (axes[i] < -rank || axes[i] >= rank) {
                throw new ShapeException(
                        "tensorDot: " + x.describe() + " has no axis " + axes[i] + ": it has rank " + rank);
            }
            fromLeft[i] = x.shape().axis(axes[i]);
        }
        if (IntStream.of(fromLeft).distinct().count() < fromLeft.length) {
            throw new ShapeException(
                    "tensorDot: an axis of " + x.describe() + " is given twice in " + Arrays.toString(axes));
        }
        return fromLeft;
    }

    private static int[] others(Node x, int[] axes) {
        return IntStream.range(0, x.shape().rank())
                .filter(axis -> IntStream.of(axes).noneMatch(other -> other == axis))
                .toArray();
    }

    private static Node matrix(Node x, int[] rows, int[] columns) {
        int[] order =
                IntStream.concat(IntStream.of(rows), IntStream.of(columns)).toArray();
        return Labeled.reshape(
                Labeled.transposed(x, order), Shape.of(elements(x.shape(), rows), elements(x.shape(), columns)));
    }

    private static int elements(Shape shape, int[] axes) {
        return IntStream.of(axes).map(shape::size).reduce(1, (some, more) -> some * more);
    }

    /** Axis i of the result is axis i of a times axis i of b, with those of a as the outer ones. */
    static Node kronecker(Node a, Node b) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        int rank = Math.max(a.shape().rank(), b.shape().rank());
        int[] left = new int[2 * rank];
        int[] right = new int[2 * rank];
        int[] sizes = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            left[2 * axis] = sizeOrOne(a.shape(), axis - rank);
            left[2 * axis + 1] = 1;
            right[2 * axis] = 1;
            right[2 * axis + 1] = sizeOrOne(b.shape(), axis - rank);
            sizes[axis] = left[2 * axis] * right[2 * axis + 1];
        }
        return a.reshape(left).multiply(b.reshape(right)).reshape(sizes);
    }

    private static int sizeOrOne(Shape shape, int fromRight) {
        return -fromRight > shape.rank() ? 1 : shape.size(fromRight);
    }

    static Node bilinear(Node x, Node w, Node y) {
        Objects.requireNonNull(w, "w");
        int rank = w.shape().rank();
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(y, "y");
        if (x.shape().rank() == 0 || y.shape().rank() == 0 || rank != 2 && rank != 3) {
            throw new ShapeException("bilinear: " + x.describe() + ", " + w.describe() + ", " + y.describe()
                    + " must have the shapes (…, n), (n, m) or (k, n, m), and (…, m)");
        }
        return rank == 2
                ? LinearAlgebra.einsum("...i,ij,...j->...", x, w, y)
                : LinearAlgebra.einsum("...i,kij,...j->...k", x, w, y);
    }

    /** Component i is a_{i+1} b_{i+2} − a_{i+2} b_{i+1}, with indices modulo 3. */
    static Node cross(Node a, Node b, int axis) {
        requireThree(a, axis);
        requireThree(b, axis);
        return Moves.roll(a, axis, -1)
                .multiply(Moves.roll(b, axis, -2))
                .subtract(Moves.roll(a, axis, -2).multiply(Moves.roll(b, axis, -1)));
    }

    private static void requireThree(Node x, int axis) {
        int rank = x.shape().rank();
        if (axis < -rank || axis >= rank || x.shape().size(axis) != 3) {
            throw new ShapeException("cross: " + x.describe() + " must have 3 elements along axis " + axis);
        }
    }

    /** Each matrix is a factor with an axis in common with the next one; einsum finds the order. */
    static Node chain(List<Node> matrices) {
        if (matrices.isEmpty() || matrices.size() > LETTERS) {
            throw new ShapeException(
                    "multiDot: the number of matrices must be from 1 to " + LETTERS + ", but is " + matrices.size());
        }
        StringBuilder formula = new StringBuilder();
        for (int i = 0; i < matrices.size(); i++) {
            if (matrices.get(i).shape().rank() != 2) {
                throw new ShapeException("multiDot: " + matrices.get(i).describe() + " is not a matrix");
            }
            formula.append(i == 0 ? "" : ",").append((char) ('a' + i)).append((char) ('b' + i));
        }
        return Einsum.of(formula + "->a" + (char) ('a' + matrices.size()), matrices);
    }
}
