package dev.gradus.run;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.graph.Tangents;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.run.SeededProducts.Vectors;
import dev.gradus.sparse.Compression.Lines;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The matrix of all derivatives ∂yᵢ/∂xⱼ, as numbers. It is planned once and then computed for any feeds.
 *
 * <pre>{@code
 * Jacobian jacobian = Jacobian.of(y).wrt(x).feed(x, numbers);
 * Tensor matrix = jacobian.value(); // of y's shape followed by x's
 * }</pre>
 *
 * <p>A row is a gradient, uᵀ·∂y/∂x with a u that is 1 at one element; a column is a tangent, ∂y/∂x · v. By default it
 * takes what there are fewer of. Up to sixteen are computed in each pass, so that they share the values of the forward
 * pass.
 *
 * <p>One element for each pair of elements: for large x and y take products instead, {@link Gradients#of(Node, Node)} and
 * {@link Tangents}, or {@link Of#sparse} if most elements are 0. Not thread-safe, as a {@link Run} is not.
 */
public final class Jacobian {
    private final Shape shape;
    private final int rows;
    private final int columns;
    private final boolean byRows;
    private final SeededProducts products;

    private Jacobian(Of options, Node x) {
        Node y = options.y;
        this.rows = y.shape().elements();
        this.columns = x.shape().elements();
        int[] sizes = IntStream.concat(
                        Arrays.stream(y.shape().sizes()),
                        Arrays.stream(x.shape().sizes()))
                .toArray();
        if (Shape.isTooLarge(sizes)) {
            throw new ShapeException("Jacobian: " + y.describe() + " by " + x.describe() + " would give "
                    + (long) rows * columns + " elements, more than an array can hold; take products instead, "
                    + "Gradients.of(y, u).wrt(x) or Tangents, or sparse() if most elements are 0");
        }
        this.shape = Shape.of(sizes);
        this.byRows = options.lines == Lines.ROWS || options.lines == Lines.FEWER && rows <= columns;
        Tangents tangents = Tangents.of(y);
        this.products = byRows
                ? new SeededProducts(
                        y, y.shape(), u -> Gradients.of(y, u).wrt(x), Vectors.unit(rows), options.parameters)
                : new SeededProducts(
                        y, x.shape(), v -> tangents.along(x, v), Vectors.unit(columns), options.parameters);
    }

    /** Derivatives of y, of any shape, with the parameters at their initial values unless others are given. */
    public static Of of(Node y) {
        return new Of(Objects.requireNonNull(y, "y"));
    }

    /** What is differentiated, and how. */
    public static final class Of {
        private final Node y;
        private Parameters parameters;
        private Lines lines = Lines.FEWER;

        private Of(Node y) {
            this.y = y;
            this.parameters = Parameters.of(Graph.of(y));
        }

        /**
         * Takes these parameters, whose changes the next value sees.
         *
         * @throws IllegalArgumentException by {@link #wrt} if they lack one of y's
         */
        public Of parameters(Parameters shared) {
            parameters = Objects.requireNonNull(shared, "shared parameters");
            return this;
        }

        /** Computes row by row, by gradients. */
        public Of byRows() {
            lines = Lines.ROWS;
            return this;
        }

        /** Computes column by column, by tangents. */
        public Of byColumns() {
            lines = Lines.COLUMNS;
            return this;
        }

        /** Computes only the elements that can differ from 0, several rows or columns in one product. */
        public SparseJacobian.Of sparse() {
            return SparseJacobian.of(y, parameters, lines);
        }

        /**
         * Plans the matrix of derivatives with respect to x; all zeros if y does not depend on it.
         *
         * @throws dev.gradus.graph.UndefinedGradientException if all ways from y to x lead through ops without a derivative
         *     there
         */
        public Jacobian wrt(Node x) {
            return new Jacobian(this, Objects.requireNonNull(x, "x"));
        }
    }

    /**
     * Gives one of y's inputs its value.
     *
     * @throws FeedException if the graph has no such input, or it has another shape; then nothing has changed
     */
    public Jacobian feed(Input input, Tensor value) {
        products.run().feed(input, value);
        return this;
    }

    /** Gives one of y's inputs its value, row-major. */
    public Jacobian feed(Input input, double[] rowMajor) {
        products.run().feed(input, rowMajor);
        return this;
    }

    /** The shape of the value: y's sizes followed by x's. */
    public Shape shape() {
        return shape;
    }

    /**
     * The matrix for the present feeds and parameters; element (i…, j…) is the derivative of y's element i… with respect to
     * x's element j….
     *
     * @throws FeedException if inputs were not fed
     */
    public Tensor value() {
        double[] matrix = new double[shape.elements()];
        read(matrix);
        return Tensor.of(shape, matrix);
    }

    /**
     * Writes the matrix row-major into an array of as many elements, allocating nothing.
     *
     * @throws IllegalArgumentException if the array has another length
     */
    public void read(double[] matrix) {
        if (matrix.length != shape.elements()) {
            throw new IllegalArgumentException("Jacobian: the array has " + matrix.length + " elements, but the matrix "
                    + shape + " has " + shape.elements());
        }
        int lines = byRows ? rows : columns;
        for (int first = 0, count; first < lines; first += count) {
            count = products.from(first);
            for (int i = 0; i < count; i++) {
                put(first + i, products.product(i), matrix);
            }
        }
    }

    private void put(int line, double[] product, double[] matrix) {
        if (byRows) {
            System.arraycopy(product, 0, matrix, line * columns, columns);
        } else {
            for (int row = 0; row < rows; row++) {
                matrix[row * columns + line] = product[row];
            }
        }
    }
}
