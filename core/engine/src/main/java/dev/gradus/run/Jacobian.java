package dev.gradus.run;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Tangents;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.run.SeededProducts.Vectors;
import dev.gradus.sparse.Compression.Lines;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The matrix of all derivatives ∂yᵢ/∂xⱼ. A Jacobian is planned once, and can then be computed for any feeds.
 *
 * <pre>{@code
 * Jacobian jacobian = Jacobian.of(y).wrt(x).feed(x, numbers);
 * Tensor matrix = jacobian.value(); // its shape is y's shape followed by x's shape
 * }</pre>
 *
 * <p>A row is a gradient uᵀ·∂y/∂x, where u is 1 at one element and 0 elsewhere. A column is a tangent ∂y/∂x · v. By
 * default, the matrix is computed by rows or by columns, whichever are fewer. Up to sixteen of them share one forward
 * pass.
 *
 * <p>With respect to several nodes, the matrix is one: a column for each of their elements, in the nodes' order.
 *
 * <pre>{@code
 * Parameters fitted = Parameters.ofRecord(new Line(1, 0));
 * Tensor matrix = Jacobian.of(residuals).parameters(fitted).wrt(fitted.all()).value();
 * }</pre>
 *
 * <p>For large x and y, use {@link Of#sparse} if most elements are 0. Otherwise, compute products with {@link
 * Gradients#of(Node, Node)} or {@link Tangents} instead of the matrix. Not thread-safe, like {@link Run}.
 */
public final class Jacobian {
    private final Shape shape;
    private final int rows;
    private final int columns;
    private final boolean byRows;

    /** One for all rows, or one for the columns of each node. */
    private final List<SeededProducts> products = new ArrayList<>();

    /** @param ofX the sizes of the axes over the elements of x */
    private Jacobian(Of options, List<? extends Node> x, int... ofX) {
        Node y = options.y;
        int[] sizes = IntStream.concat(Arrays.stream(y.shape().sizes()), Arrays.stream(ofX))
                .toArray();
        this.rows = y.shape().elements();
        this.columns = Arrays.stream(ofX).reduce(1, (a, b) -> a * b);
        if (Shape.isTooLarge(sizes)) {
            throw new ShapeException("Jacobian: " + y.describe() + " by "
                    + x.stream().map(Node::describe).collect(Collectors.joining(", ")) + " would give "
                    + (long) rows * columns + " elements, more than an array can hold; use sparse() if most elements"
                    + " are 0, or compute products instead: Gradients.of(y, u).wrt(x) or Tangents");
        }
        this.shape = Shape.of(sizes);
        this.byRows = options.lines == Lines.ROWS || options.lines == Lines.FEWER && rows <= columns;
        if (byRows) {
            products.add(new SeededProducts(
                    "Jacobian",
                    y,
                    y.shape(),
                    u -> Packed.gradient(Gradients.of(y, u), x),
                    Vectors.unit(rows),
                    options.parameters));
        } else {
            Tangents tangents = Tangents.of(y);
            for (Node each : x) {
                products.add(new SeededProducts(
                        "Jacobian",
                        y,
                        each.shape(),
                        v -> tangents.along(each, v),
                        Vectors.unit(each.shape().elements()),
                        options.parameters));
            }
        }
    }

    /**
     * Begins a Jacobian of y, which may have any shape. By default, the parameters have their initial values, as long as
     * these are the only ones; see {@link Of#wrt(Node)}.
     */
    public static Of of(Node y) {
        return new Of(Objects.requireNonNull(y, "y"));
    }

    /** The options of a Jacobian. {@link #wrt} completes it. */
    public static final class Of {
        private final Node y;
        private Optional<Parameters> parameters = Optional.empty();
        private Lines lines = Lines.FEWER;

        private Of(Node y) {
            this.y = y;
        }

        /**
         * Shares the given parameters. Each value is computed with their current numbers. {@link #wrt} throws {@link
         * IllegalArgumentException} if they do not include all parameters of y.
         */
        public Of parameters(Parameters shared) {
            parameters = Optional.of(Objects.requireNonNull(shared, "shared parameters"));
            return this;
        }

        /** Computes the matrix by rows, each a gradient. */
        public Of byRows() {
            lines = Lines.ROWS;
            return this;
        }

        /** Computes the matrix by columns, each a tangent. */
        public Of byColumns() {
            lines = Lines.COLUMNS;
            return this;
        }

        /** Computes only the elements that can differ from 0, several rows or columns at a time. */
        public SparseJacobian.Of sparse() {
            return SparseJacobian.of(y, parameters, lines);
        }

        /**
         * Plans the matrix of derivatives with respect to x. It is zero if y does not depend on x.
         *
         * @throws IllegalStateException if no parameters were given, and one has other numbers than its initial value,
         *     for example after a training; computing the matrix throws it too
         * @throws dev.gradus.graph.UndefinedGradientException if the derivative is undefined on all paths from x to y
         */
        public Jacobian wrt(Node x) {
            Objects.requireNonNull(x, "x");
            return new Jacobian(this, List.of(x), x.shape().sizes());
        }

        /**
         * Plans the matrix of derivatives with respect to several nodes. Its shape is y's shape followed by the number of all
         * their elements.
         *
         * @throws IllegalStateException if no parameters were given, and one has other numbers than its initial value,
         *     for example after a training; computing the matrix throws it too
         * @throws dev.gradus.graph.UndefinedGradientException if the derivative is undefined on all paths from one to y
         * @throws IllegalArgumentException if there are none
         */
        public Jacobian wrt(List<? extends Node> x) {
            return new Jacobian(this, x, Packed.elements("Jacobian", x));
        }
    }

    /**
     * Copies a value into an input of y.
     *
     * @throws FeedException if y has no such input, or the shapes differ; then nothing has changed
     */
    public Jacobian feed(Input input, Tensor value) {
        products.forEach(each -> each.run().feed(input, value));
        return this;
    }

    /** Copies numbers in row-major order into an input of y. */
    public Jacobian feed(Input input, double[] rowMajor) {
        products.forEach(each -> each.run().feed(input, rowMajor));
        return this;
    }

    /** Returns the shape of the value: y's sizes followed by x's sizes. */
    public Shape shape() {
        return shape;
    }

    /**
     * Computes the matrix for the current feeds and parameters. Its element (i…, j…) is the derivative of y's element
     * i… with respect to x's element j….
     *
     * @throws FeedException if inputs were not fed
     */
    public Tensor value() {
        double[] matrix = new double[shape.elements()];
        read(matrix);
        return Tensor.of(shape, matrix);
    }

    /**
     * Computes the matrix and writes it into an array in row-major order, without allocating.
     *
     * @throws IllegalArgumentException if the array has a different number of elements
     */
    public void read(double[] matrix) {
        if (matrix.length != shape.elements()) {
            throw new IllegalArgumentException("Jacobian: the array has " + matrix.length + " elements, but the matrix "
                    + shape + " has " + shape.elements());
        }
        int line = 0;
        for (SeededProducts each : products) {
            for (int first = 0, count; first < each.count(); first += count) {
                count = each.from(first);
                for (int i = 0; i < count; i++) {
                    put(line++, each.product(i), matrix);
                }
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
