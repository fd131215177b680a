package dev.gradus.node;

import java.util.List;

/**
 * Π x over some axes: (n, m) over axis 0 has shape (m), or (1, m) if the axes are kept. The product of no elements is
 * 1. The factors are multiplied as a tree: first adjacent elements in row-major order, then adjacent products, and so
 * on. The result is accurate as long as no product in the tree overflows or underflows.
 *
 * <p>∂J/∂x_i = ∂J/∂this ∗ Π_{j≠i} x_j. Dividing the product by x_i would fail where x_i is 0. Therefore the rule
 * descends the same tree: the gradient of a product of two factors is passed to each factor, multiplied by the other
 * one. The result is a polynomial, which is exact at zeros, as are its derivatives of any order. It takes about ten
 * nodes for each doubling of the number of factors.
 */
public final class Product extends AxisReduction {
    /** The product of all elements, of rank 0. */
    public Product(Node x) {
        this(x, false, Axis.all(x));
    }

    /**
     * The products over these axes. An empty array reduces no axis, so the value is x.
     *
     * @param keepDims whether the reduced axes are kept with size 1
     * @param axes negative values count from the end
     * @throws ShapeException if x has no such axis, or an axis is repeated
     */
    public Product(Node x, boolean keepDims, int... axes) {
        super("Product", x, keepDims, axes);
    }

    @Override
    double reduce(double[] x) {
        return x.length == 0 ? 1 : product(x, 0, x.length);
    }

    /**
     * The product of {@code count} elements as a balanced tree; the last one moves up a level if their number is odd.
     */
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

    /** The gradients for a matrix of factors, given the gradients for the products of its columns. */
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
    AxisReduction of(Node x, boolean keepDims, int... axes) {
        return new Product(x, keepDims, axes);
    }

    @Override
    public Notation notation() {
        return axes.notation("prod", "np.prod");
    }
}
