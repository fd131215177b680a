package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.Objects;

/**
 * Elements of x along an axis, each selected by its own index: x (n, m) along axis 0 with indices (k, m) gives (k, m),
 * where element (i, j) is x[indices_ij, j]. {@link Gather} selects whole slices.
 *
 * <p>∂J/∂x adds up the upstream gradients of all copies of an element: {@link ScatterAlong}, the adjoint. The gradient
 * of the indices is zero.
 */
public final class TakeAlong extends Lookup {
    /**
     * The elements of x at these indices.
     *
     * @param indices integers from 0 to the size of the axis − 1, checked at run time
     * @param axis negative values count from the end
     * @throws ShapeException if x has no such axis, or the indices differ from it in rank or in the size of another
     *     axis
     */
    public TakeAlong(Node x, Node indices, int axis) {
        super(shape(x, indices, axis), x, indices, axis, (in, along) -> new TakeAlong(in.get(0), in.get(1), along));
    }

    @Override
    public List<Node> backward(Node upstream) {
        int size = input(0).shape().size(axis);
        return List.of(new ScatterAlong(upstream, input(1), axis, size), zero());
    }

    @Override
    public Notation notation() {
        return Notation.function("takeAlong")
                .arguments(List.of("axis " + Axis.text(input(0).shape(), axis)))
                .java("{0}.takeAlongAxis({1}, " + axis + ")")
                .numpy("np.take_along_axis({0}, {1}.astype(int), axis=" + axis + ")");
    }

    private static Shape shape(Node x, Node indices, int axis) {
        int along = Axis.of("TakeAlong", x, axis);
        Objects.requireNonNull(indices, "indices");
        if (indices.shape().rank() != x.shape().rank()) {
            throw new ShapeException("TakeAlong: " + x.describe() + " and " + indices.describe()
                    + " differ in rank: " + x.shape().rank() + " ≠ "
                    + indices.shape().rank() + "; use take for whole slices");
        }
        for (int other = 0; other < x.shape().rank(); other++) {
            if (other != along && x.shape().size(other) != indices.shape().size(other)) {
                throw new ShapeException("TakeAlong: " + x.describe() + " and " + indices.describe()
                        + " may differ only in axis " + along + ", along which it selects: "
                        + x.shape().size(other) + " ≠ " + indices.shape().size(other) + " in axis " + other);
            }
        }
        return Shapes.named("TakeAlong", List.of(indices, x), indices.shape().sizes());
    }
}
