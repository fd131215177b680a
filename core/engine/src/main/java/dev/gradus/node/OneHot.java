package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * For each index, a row of zeros with a 1 at that index: class labels (n) with depth d give (n, d). In general, the
 * result has one more axis than the indices, the last.
 *
 * <p>The indices are integers, so their gradient is zero.
 */
public final class OneHot extends Op {
    private final int depth;

    /**
     * Rows of this depth.
     *
     * @param indices integers from 0 to depth − 1, checked at run time
     * @throws IllegalArgumentException if the depth is negative
     */
    public OneHot(Node indices, int depth) {
        super(shape(indices, depth), indices, in -> new OneHot(in, depth));
        this.depth = depth;
    }

    /**
     * Writes the rows.
     *
     * @throws IndexValueException if the indices are not integers in range
     */
    @Override
    public void forward(double[][] in, double[] out) {
        IndexValueException.check(this, 0, in[0], depth);
        Arrays.fill(out, 0.0);
        for (int i = 0; i < in[0].length; i++) {
            out[i * depth + (int) in[0][i]] = 1;
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(zero());
    }

    @Override
    public Record attributes() {
        return new Depth(depth);
    }

    private record Depth(int depth) {}

    @Override
    public List<String> operands() {
        return List.of("indices");
    }

    @Override
    public Notation notation() {
        return Notation.function("oneHot")
                .arguments(List.of("depth " + depth))
                .java("{0}.oneHot(" + depth + ")")
                .numpy("np.eye(" + depth + ")[{0}.astype(int)]");
    }

    private static Shape shape(Node indices, int depth) {
        if (depth < 0) {
            throw new IllegalArgumentException(
                    "OneHot: the depth for " + indices.describe() + " must not be negative, but is " + depth);
        }
        return Shapes.replaced(
                "OneHot",
                Arrays.asList(indices),
                Objects.requireNonNull(indices, "indices").shape(),
                indices.shape().rank(),
                0,
                Shape.of(depth));
    }
}
