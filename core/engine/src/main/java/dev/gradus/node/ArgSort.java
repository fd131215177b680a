package dev.gradus.node;

import dev.gradus.kernel.math.StableOrder;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The indices that sort x along an axis, integers stored as doubles. Entry i is the index of the element that comes
 * i-th in ascending or descending order. The sort is stable; −0 and +0 are equal, and NaN counts as the greatest.
 * {@code x.takeAlongAxis(argSort, axis)} is x sorted; see {@link Orders}.
 *
 * <p>Piecewise constant, so the gradient is zero.
 */
public final class ArgSort extends AlongAxis {
    private final boolean descending;

    /**
     * The sorting indices along this axis.
     *
     * @param axis negative values count from the end
     * @param descending whether the greatest element comes first
     * @throws ShapeException if x has no such axis
     */
    public ArgSort(Node x, int axis, boolean descending) {
        super("ArgSort", x, axis, (in, along) -> new ArgSort(in, along, descending));
        this.descending = descending;
    }

    @Override
    void line(double[] x, double[] out, int first, int step, int size) {
        int[] order = new int[size], spare = new int[size];
        StableOrder.sort(x, first, step, descending, order, spare);
        for (int k = 0; k < size; k++) {
            out[first + k * step] = order[k];
        }
    }

    /** Whether the greatest element comes first. */
    public boolean isDescending() {
        return descending;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(zero());
    }

    @Override
    public Record attributes() {
        return new Along(axis, descending);
    }

    private record Along(int axis, boolean descending) {}

    /** NumPy sorts only in ascending order, so the code for a descending sort flips x and converts the indices. */
    @Override
    public Notation notation() {
        Shape x = input(0).shape();
        List<String> arguments = new ArrayList<>(List.of("axis " + Axis.text(x, axis)));
        if (descending) {
            arguments.add("descending");
        }
        String rest = ", axis=" + axis + ", kind=\"stable\")";
        return Notation.function("argSort")
                .arguments(arguments)
                .java("new ArgSort({0}, " + axis + ", " + descending + ")")
                .numpy(
                        descending
                                ? (x.size(axis) - 1) + " - np.flip(np.argsort(np.flip({0}, " + axis + ")" + rest + ", "
                                        + axis + ")"
                                : "np.argsort({0}" + rest);
    }
}
