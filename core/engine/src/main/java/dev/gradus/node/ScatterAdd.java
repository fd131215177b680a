package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.Objects;

/**
 * An array of zeros to which slices are added at given indices of an axis: updates (k, m) along axis 0 with indices (k)
 * and size n give (n, m), where row i is the sum of the updates whose index is i. In general, the axis replaces the
 * axes of the indices. Updates with the same index are added in row-major order of the indices, starting from 0.
 *
 * <p>∂J/∂updates is the upstream gradient at their indices: {@link Gather}, the adjoint. The gradient of the indices is
 * zero.
 */
public final class ScatterAdd extends ScatterSum {
    /**
     * The sums of the updates at these indices.
     *
     * @param indices integers from 0 to size − 1, checked at run time
     * @param axis the axis of the result; negative values count from the end
     * @param size the size of the result along that axis
     * @throws ShapeException if the updates do not have the axes of the indices from that axis on, or the result has no
     *     such axis
     * @throws IllegalArgumentException if the size is negative
     */
    public ScatterAdd(Node updates, Node indices, int axis, int size) {
        super(
                shape(updates, indices, axis, size),
                updates,
                indices,
                axis,
                (in, along) -> new ScatterAdd(in.get(0), in.get(1), along, size));
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.take(input(1), axis), zero());
    }

    @Override
    public Notation notation() {
        return Notation.function("scatterAdd")
                .arguments(List.of("axis " + axis, "size " + size()))
                .java("{0}.scatterAdd({1}, " + axis + ", " + size() + ")")
                .numpy("np.moveaxis(np.tensordot({0}, np.eye(" + size() + ")[{1}.astype(int)], axes=("
                        + AxisArguments.python(axis, input(1).shape().rank()) + ", "
                        + AxisArguments.python(0, input(1).shape().rank()) + ")), -1, " + axis + ")");
    }

    private static Shape shape(Node updates, Node indices, int axis, int size) {
        if (size < 0) {
            throw new IllegalArgumentException(
                    "ScatterAdd: the size of the result along axis " + axis + " must not be negative, but is " + size);
        }
        Objects.requireNonNull(indices, "indices");
        Shape given = indices.shape();
        Objects.requireNonNull(updates, "updates");
        int rank = updates.shape().rank() - given.rank() + 1;
        int along = Axis.of(
                "ScatterAdd", () -> "the result for " + updates.describe() + " at " + indices.describe(), rank, axis);
        for (int i = 0; i < given.rank(); i++) {
            if (updates.shape().size(along + i) != given.size(i)) {
                throw new ShapeException("ScatterAdd: " + updates.describe() + " must have the axes of "
                        + indices.describe() + " from axis " + along + " on: "
                        + updates.shape().size(along + i) + " ≠ "
                        + given.size(i) + " in axis " + (along + i));
            }
        }
        return Shapes.replaced(
                "ScatterAdd", List.of(updates, indices), updates.shape(), along, given.rank(), Shape.of(size));
    }
}
