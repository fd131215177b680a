package dev.gradus.node;

import java.util.List;

/**
 * The products Π_{j≤i} x_j along an axis, for each index i. The factors are multiplied one after the other.
 *
 * <p>∂J/∂x_j = Π_{k&lt;j} x_k ∗ t_j with t_j = ∂J/∂this_j + x_{j+1} t_{j+1}, a {@link LinearRecurrence} from the end.
 * The rule does not divide, so it and its derivatives of any order are correct where x is 0.
 */
public final class CumulativeProduct extends AlongAxis {
    /**
     * The products along this axis.
     *
     * @param axis negative values count from the end
     * @throws ShapeException if x has no such axis
     */
    public CumulativeProduct(Node x, int axis) {
        super("CumulativeProduct", x, axis, CumulativeProduct::new);
    }

    @Override
    void line(double[] x, double[] out, int first, int step, int size) {
        double product = 1;
        for (int k = 0; k < size; k++) {
            product *= x[first + k * step];
            out[first + k * step] = product;
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        int size = shape().size(axis);
        Node x = input(0);
        Node later = new LinearRecurrence(LinearRecurrence.shifted(x, axis, true), upstream, axis, true);
        Node before = size == 0 ? this : Moves.padConstant(slice(axis, 0, size - 1), axis, 1, 0, 1);
        return List.of(before.multiply(later));
    }

    @Override
    public Notation notation() {
        return Notation.function("cumulativeProduct")
                .arguments(List.of("axis " + Axis.text(input(0).shape(), axis)))
                .java("new CumulativeProduct({0}, " + axis + ")")
                .numpy("np.cumprod({0}, axis=" + axis + ")");
    }
}
