package dev.gradus.nn;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.ShapeException;
import java.util.List;

/**
 * The positions of the elements that {@link MaxPool} selects: indices into all elements of x in row-major order, the first
 * of equal ones. As a function of x they are piecewise constant, so the gradient is zero.
 */
public final class ArgMaxPool extends Pool {
    /**
     * Finds the position of the greatest element of each window.
     *
     * @throws ShapeException if x does not have the shape (n_batch, n_channels, sizes…), or a window does not fit into it
     * @throws IllegalArgumentException if the windows are for another number of axes, or more than half of a window is
     *     padding
     */
    public ArgMaxPool(Node x, PoolWindows windows) {
        super("ArgMaxPool", x, windows, in -> new ArgMaxPool(in, windows));
    }

    @Override
    double result(double[] x, int index) {
        return index;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(zero());
    }

    @Override
    public Notation notation() {
        int planes = input(0).shape().size(0) * input(0).shape().size(1);
        return notation(
                "argMaxPool",
                "np.take(_p, _x[:, :, _p].argmax(axis=2)) + " + plane() + " * np.arange(" + planes + ").reshape("
                        + input(0).shape().size(0) + ", " + input(0).shape().size(1) + ")");
    }
}
