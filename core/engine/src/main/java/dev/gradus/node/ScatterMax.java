package dev.gradus.node;

import dev.gradus.kernel.math.Axes;
import java.util.Arrays;
import java.util.List;

/**
 * The greatest of the elements that are sent to each place along an axis: updates (k, m) along axis 0 with indices (k, m) and
 * size n give (n, m), element (i, j) being the greatest of the updates of column j whose index is i, and −∞ if there is none.
 * NaN counts as the greatest.
 *
 * <p>∂J/∂updates is the upstream gradient at the index of each greatest element, shared equally by equal ones; 0 for the
 * others. The indices get zero. {@link Indexing#scatterReduce} has the other reductions.
 */
public final class ScatterMax extends Op {
    private final int axis;

    /**
     * The greatest updates at these indices, integers from 0 to size − 1, which is checked when run.
     *
     * @param axis a negative one counts from the end
     * @param size of the result along that axis
     * @throws ShapeException if the updates have no such axis, or the indices are of another shape
     * @throws IllegalArgumentException if the size is negative
     */
    public ScatterMax(Node updates, Node indices, int axis, int size) {
        super(ScatterAlong.shape("ScatterMax", updates, indices, axis, size), updates, indices);
        this.axis = shape().axis(axis);
    }

    /**
     * Compares the elements.
     *
     * @throws IndexValueException if the indices are not integers in range
     */
    @Override
    public void forward(double[][] in, double[] out) {
        double[] updates = in[0], indices = in[1];
        int size = shape().size(axis);
        IndexValueException.check(this, 1, indices, size);
        Arrays.fill(out, Double.NEGATIVE_INFINITY);
        int inner = Axes.strides(shape().sizes())[axis];
        int count = input(0).shape().size(axis);
        int[] places = IndexedPlaces.of(indices, count, size, inner, updates.length);
        for (int i = 0; i < updates.length; i++) {
            double before = out[places[i]];
            boolean isGreater = updates[i] > before || Double.isNaN(updates[i]) && !Double.isNaN(before);
            out[places[i]] = isGreater ? updates[i] : before;
        }
    }

    /** The axis along which it compares. */
    public int axis() {
        return axis;
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node isGreatest = input(0).equal(takeAlong(input(1), axis));
        Node count = new ScatterAlong(isGreatest, input(1), axis, shape().size(axis)).takeAlong(input(1), axis);
        Node share = upstream.takeAlong(input(1), axis).divide(count.maximum(1));
        return List.of(isGreatest.where(share, Constant.of(0)), zero());
    }

    @Override
    public ScatterMax withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new ScatterMax(inputs.get(0), inputs.get(1), axis, shape().size(axis));
    }

    @Override
    public Record attributes() {
        return new Into(axis, shape().size(axis));
    }

    private record Into(int axis, int size) {}

    @Override
    public List<String> operands() {
        return List.of("updates", "indices");
    }

    @Override
    public Notation notation() {
        int size = shape().size(axis);
        return Notation.function("scatterMax")
                .arguments(List.of("axis " + axis, "size " + size))
                .java("new ScatterMax({0}, {1}, " + axis + ", " + size + ")")
                .numpy("np.max(" + ScatterAlong.numpyUpdates(shape(), axis, "-np.inf") + ", axis=" + (axis + 1)
                        + ", initial=-np.inf)");
    }
}
