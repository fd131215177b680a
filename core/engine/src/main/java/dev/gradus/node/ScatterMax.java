package dev.gradus.node;

import java.util.List;

/**
 * For each element of x, the greatest of it and the updates at its index along an axis: x (n, m) along axis 0 with
 * updates (k, m) and indices (k, m) gives (n, m), where element (i, j) is the greatest of x_ij and the updates of
 * column j whose index is i. NaN counts as the greatest.
 *
 * <p>∂J/∂x and ∂J/∂updates are the upstream gradient where an element is the greatest, shared equally at a tie, and 0
 * elsewhere. The gradient of the indices is zero. For other reductions, see {@link Indexing#scatterReduce}.
 */
public final class ScatterMax extends IndexedOp {
    /**
     * The maximum of x and the updates at these indices.
     *
     * @param indices integers from 0 to the size of the axis − 1, checked at run time
     * @param axis negative values count from the end
     * @throws ShapeException if x has no such axis, the indices and the updates differ in shape, or the updates and x
     *     differ in rank or in the size of another axis
     */
    public ScatterMax(Node x, Node updates, Node indices, int axis) {
        this(Scattering.of("ScatterMax", x, axis, indices, updates));
    }

    private ScatterMax(Scattering parts) {
        super(
                parts.x().shape(),
                parts.axis(),
                (in, along) -> new ScatterMax(in.get(0), in.get(1), in.get(2), along),
                parts.x(),
                parts.updates(),
                parts.indices());
    }

    /**
     * Compares the elements.
     *
     * @throws IndexValueException if the indices are not integers in range
     */
    @Override
    public void forward(double[][] in, double[] out) {
        double[] updates = in[1];
        System.arraycopy(in[0], 0, out, 0, out.length);
        int[] to = positions(shape(), input(1).shape(), in[2]);
        for (int i = 0; i < to.length; i++) {
            double before = out[to[i]];
            boolean isGreater = updates[i] > before || Double.isNaN(updates[i]) && !Double.isNaN(before);
            out[to[i]] = isGreater ? updates[i] : before;
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node indices = input(2);
        Node isX = input(0).equal(this);
        Node isUpdate = input(1).equal(takeAlongAxis(indices, axis));
        Node count = isX.add(new ScatterAlong(isUpdate, indices, axis, shape().size(axis)));
        Node share = upstream.divide(count.maximum(1));
        Node none = Constant.of(0);
        return List.of(isX.where(share, none), isUpdate.where(share.takeAlongAxis(indices, axis), none), zero());
    }

    @Override
    public List<String> operands() {
        return List.of("x", "updates", "indices");
    }

    @Override
    public Notation notation() {
        String updates = ScatterAlong.numpyUpdates(shape(), axis, "-np.inf")
                .replace("{1}", "{2}")
                .replace("{0}", "{1}");
        return Notation.function("scatterMax")
                .arguments(List.of("axis " + Axis.text(shape(), axis)))
                .java("new ScatterMax({0}, {1}, {2}, " + axis + ")")
                .numpy("np.maximum({0}, np.max(" + updates + ", axis=" + (axis + 1) + ", initial=-np.inf))");
    }
}
