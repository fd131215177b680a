package dev.gradus.nn;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import java.util.List;

/**
 * The greatest element of each window of x (n_batch, n_channels, sizes…), or NaN if the window contains one. Padding is
 * never the greatest element.
 *
 * <p>∂J/∂x is the upstream gradient at the position of the greatest element, which {@link ArgMaxPool} finds, summed where
 * windows overlap. Of equal elements, the first receives the whole gradient, as in PyTorch.
 */
public final class MaxPool extends Pool {
    /**
     * Selects the greatest element of each window.
     *
     * @throws ShapeException if x does not have the shape (n_batch, n_channels, sizes…), or a window does not fit into it
     * @throws IllegalArgumentException if the windows are for another number of axes, or more than half of a window is
     *     padding
     */
    public MaxPool(Node x, PoolWindows windows) {
        super("MaxPool", x, windows, in -> new MaxPool(in, windows));
    }

    @Override
    double result(double[] x, int index) {
        return x[index];
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node x = input(0);
        Shape all = Shape.of(shape().elements());
        Node indices = new ArgMaxPool(x, windows()).reshape(all);
        return List.of(upstream.reshape(all)
                .scatterAdd(indices, 0, x.shape().elements())
                .reshape(x.shape()));
    }

    @Override
    public Notation notation() {
        return notation("maxPool", "_x[:, :, _p].max(axis=2)");
    }
}
