package dev.gradus.node;

import dev.gradus.kernel.math.StableOrder;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The indices that sort x along an axis, integers as doubles: place i has the index of the element that comes there, of
 * the least one first, or of the greatest if descending. Equal elements keep their order, the two zeros being equal; NaN
 * counts as the greatest. {@code x.takeAlongAxis(argSort, axis)} is x sorted, see {@link Orders}.
 *
 * <p>Constant but for its jumps, so the gradient is zero.
 */
public final class ArgSort extends AlongAxis {
    private final boolean descending;

    /**
     * The indices along this axis.
     *
     * @param axis a negative one counts from the end
     * @throws ShapeException if x has no such axis
     */
    public ArgSort(Node x, int axis, boolean descending) {
        super("ArgSort", x, axis);
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

    /** Whether the greatest comes first. */
    public boolean isDescending() {
        return descending;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(zero());
    }

    @Override
    ArgSort of(Node x) {
        return new ArgSort(x, axis, descending);
    }

    @Override
    public Record attributes() {
        return new Along(axis, descending);
    }

    private record Along(int axis, boolean descending) {}

    /** NumPy sorts upwards only, so downwards it sorts and counts from the end. */
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
