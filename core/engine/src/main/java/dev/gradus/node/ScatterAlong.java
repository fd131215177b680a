package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.Objects;

/**
 * An array of zeros to which elements are added along an axis, each at its own index: updates (k, m) along axis 0 with
 * indices (k, m) and size n give (n, m), where element (i, j) is the sum of the updates of column j whose index is i.
 * Updates with the same index are added in order, starting from 0. {@link ScatterAdd} adds whole slices.
 *
 * <p>∂J/∂updates is the upstream gradient at their indices: {@link TakeAlong}, the adjoint. The gradient of the indices
 * is zero.
 */
public final class ScatterAlong extends ScatterSum {
    /**
     * The sums of the updates at these indices.
     *
     * @param indices integers from 0 to size − 1, checked at run time
     * @param axis negative values count from the end
     * @param size the size of the result along that axis
     * @throws ShapeException if the updates have no such axis, or the indices have a different shape
     * @throws IllegalArgumentException if the size is negative
     */
    public ScatterAlong(Node updates, Node indices, int axis, int size) {
        super(
                shape(updates, indices, axis, size),
                updates,
                indices,
                axis,
                (in, along) -> new ScatterAlong(in.get(0), in.get(1), along, size));
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.takeAlongAxis(input(1), axis), zero());
    }

    @Override
    public Notation notation() {
        return Notation.function("scatterAlong")
                .arguments(List.of("axis " + axis, "size " + size()))
                .java("new ScatterAlong({0}, {1}, " + axis + ", " + size() + ")")
                .numpy("np.sum(" + numpyUpdates(shape(), axis, "0") + ", axis=" + (axis + 1) + ")");
    }

    /**
     * The updates for each index of the result along a new axis, with another number in place of the updates that have
     * a different index.
     */
    static String numpyUpdates(Shape result, int axis, String otherwise) {
        String places = "np.arange(" + result.size(axis) + ").reshape((-1,) + (1,) * " + (result.rank() - axis) + ")";
        return "np.where(np.expand_dims({1}, " + axis + ") == " + places + ", np.expand_dims({0}, " + axis + "), "
                + otherwise + ")";
    }

    private static Shape shape(Node updates, Node indices, int axis, int size) {
        Objects.requireNonNull(updates, "updates");
        int along = Axis.of("ScatterAlong", updates::describe, updates.shape().rank(), axis);
        if (size < 0) {
            throw new IllegalArgumentException("ScatterAlong: the size of the result along axis " + axis
                    + " must not be negative, but is " + size);
        }
        Objects.requireNonNull(indices, "indices");
        if (!indices.shape().equals(updates.shape())) {
            throw new ShapeException("ScatterAlong: " + updates.describe() + " needs an index for each element, but "
                    + indices.describe() + " has a different shape");
        }
        return Shapes.replaced("ScatterAlong", List.of(updates, indices), updates.shape(), along, 1, Shape.of(size));
    }
}
