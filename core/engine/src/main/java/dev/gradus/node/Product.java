package dev.gradus.node;

import java.util.List;

/**
 * Π x over some axes: (n, m) multiplied over axis 0 has shape (m), or (1, m) with the axes kept. The product of nothing
 * is 1. The factors are multiplied as a tree: adjacent ones in row-major order first, then adjacent products, and so on.
 * The value is the mathematical one, up to rounding, as long as no product in the tree overflows or underflows.
 *
 * <p>∂J/∂x_i = ∂J/∂this ∗ Π_{j≠i} x_j. Dividing this by x_i would fail where x_i is 0, so the rule goes down the same
 * tree instead. The gradient of a product of two factors goes to each of them times the other. That is a polynomial,
 * exact at zeros, as are its derivatives of any order. It takes about ten nodes for every doubling of the factors.
 */
public final class Product extends AxisReduction {
    /** The product of all elements, of rank 0. */
    public Product(Node x) {
        this(x, ReducedAxes.all(x, false));
    }

    /**
     * The products over these axes; over none of them, which is x itself, if the array is empty.
     *
     * @param keepDims whether the axes stay, with size 1
     * @param axes negative ones count from the end
     * @throws ShapeException if x has no such axis, or one is given twice
     */
    public Product(Node x, boolean keepDims, int... axes) {
        this(x, ReducedAxes.of("Product", x, keepDims, axes));
    }

    private Product(Node x, ReducedAxes axes) {
        super(x, axes);
    }

    @Override
    double reduce(double[] x) {
        return x.length == 0 ? 1 : product(x, 0, x.length);
    }

    /** Adjacent elements are multiplied, then adjacent products, and so on; an odd one moves up as it is. */
    private static double product(double[] x, int from, int count) {
        if (count == 1) {
            return x[from];
        }
        int left = Integer.highestOneBit(count - 1);
        return product(x, from, left) * product(x, from + left, count - left);
    }

    @Override
    public List<Node> backward(Node upstream) {
        if (axes.count() < 2) {
            return List.of(axes.spread(upstream));
        }
        Node row = upstream.reshape(1, shape().elements());
        Columns columns = Columns.of(axes);
        return List.of(columns.back(ofFactors(columns.of(input(0)), row)));
    }

    /** The gradients for a matrix of factors, given the gradient for the product of each column. */
    private static Node ofFactors(Node factors, Node upstream) {
        int count = factors.shape().size(0);
        if (count == 1) {
            return upstream;
        }
        int pairs = count / 2;
        Node left = factors.slice(0, 0, 2 * pairs, 2);
        Node right = factors.slice(0, 1, 2 * pairs, 2);
        Node products = left.multiply(right);
        if (count % 2 == 0) {
            return ofPairs(left, right, ofFactors(products, upstream));
        }
        Node all = ofFactors(products.concat(0, factors.slice(0, count - 1, count)), upstream);
        return ofPairs(left, right, all.slice(0, 0, pairs)).concat(0, all.slice(0, pairs, pairs + 1));
    }

    private static Node ofPairs(Node left, Node right, Node upstream) {
        Node both = upstream.multiply(right).stack(1, upstream.multiply(left));
        return both.reshape(2 * left.shape().size(0), left.shape().size(1));
    }

    @Override
    AxisReduction of(Node x, ReducedAxes axes) {
        return new Product(x, axes);
    }

    @Override
    public Notation notation() {
        return axes.notation("prod", "np.prod");
    }
}
