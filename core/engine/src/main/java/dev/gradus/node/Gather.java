package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The slices of x at given indices of an axis, such as rows of an embedding: x (n, m) along axis 0 with indices (k)
 * gives (k, m), where element (i, j) is x[indices_i, j]. In general, the axes of the indices replace the axis. Indices
 * may repeat.
 *
 * <p>∂J/∂x adds up the upstream gradients of all copies of a slice: {@link ScatterAdd}, the adjoint. The gradient of
 * the indices is zero.
 */
public final class Gather extends Lookup {
    /**
     * The slices of x at these indices.
     *
     * @param indices integers from 0 to the size of the axis − 1, checked at run time
     * @param axis negative values count from the end
     * @throws ShapeException if x has no such axis
     */
    public Gather(Node x, Node indices, int axis) {
        super(shape(x, indices, axis), x, indices, axis, (in, along) -> new Gather(in.get(0), in.get(1), along));
    }

    @Override
    public List<Node> backward(Node upstream) {
        int size = input(0).shape().size(axis);
        return List.of(upstream.scatterAdd(input(1), axis, size), zero());
    }

    @Override
    public Notation notation() {
        return Notation.function("gather")
                .arguments(List.of("axis " + Axis.text(input(0).shape(), axis)))
                .java("{0}.take({1}, " + axis + ")")
                .numpy("np.take({0}, {1}.astype(int), axis=" + axis + ")");
    }

    private static Shape shape(Node x, Node indices, int axis) {
        int along = Axis.of("Gather", x, axis);
        Objects.requireNonNull(indices, "indices");
        return Shapes.replaced("Gather", Arrays.asList(x, indices), x.shape(), along, 1, indices.shape());
    }
}
