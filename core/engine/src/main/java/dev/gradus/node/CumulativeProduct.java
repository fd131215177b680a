package dev.gradus.node;

import dev.gradus.kernel.math.Axes;
import java.util.List;

/**
 * Products along an axis up to each of its elements: Π_{j≤i} x_j at place i. Elements are multiplied one after the other.
 *
 * <p>∂J/∂x_j = Π_{k&lt;j} x_k ∗ t_j with t_j = ∂J/∂this_j + x_{j+1} t_{j+1}, a {@link LinearRecurrence} from the end:
 * nothing is divided, so it is right at zeros too, as are its derivatives of any order.
 */
public final class CumulativeProduct extends Op {
    private final int axis;

    /**
     * The products along this axis.
     *
     * @param axis a negative one counts from the end
     * @throws ShapeException if x has no such axis
     */
    public CumulativeProduct(Node x, int axis) {
        super(x.shape(), x);
        this.axis = Axis.of("CumulativeProduct", x, axis);
    }

    @Override
    public void forward(double[][] in, double[] out) {
        double[] x = in[0];
        int size = shape().size(axis);
        int step = Axes.strides(shape().sizes())[axis];
        for (int line = 0; line * size < out.length; line++) {
            int first = line / step * step * size + line % step;
            double product = 1;
            for (int k = 0; k < size; k++) {
                product *= x[first + k * step];
                out[first + k * step] = product;
            }
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
    public CumulativeProduct withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new CumulativeProduct(inputs.get(0), axis);
    }

    @Override
    public Record attributes() {
        return new Along(axis);
    }

    private record Along(int axis) {}

    @Override
    public List<String> operands() {
        return List.of("x");
    }

    @Override
    public Notation notation() {
        return Notation.function("cumulativeProduct")
                .arguments(List.of("axis " + Axis.text(input(0).shape(), axis)))
                .java("new CumulativeProduct({0}, " + axis + ")")
                .numpy("np.cumprod({0}, axis=" + axis + ")");
    }
}
