package dev.gradus.run;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Tangents;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.sparse.Compression;
import dev.gradus.sparse.Compression.Lines;
import dev.gradus.sparse.Pattern;
import dev.gradus.sparse.UserRules;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The derivatives ∂yᵢ/∂xⱼ that can differ from 0, in compressed sparse row format. It is planned once, and can then be
 * computed for any feeds.
 *
 * <pre>{@code
 * SparseJacobian jacobian = Jacobian.of(y).sparse().wrt(x).feed(x, numbers);
 * double[] values = jacobian.values(); // one for each element of jacobian.columns()
 * }</pre>
 *
 * <p>The sparsity pattern is derived from the graph, element by element. Columns that have no row in common are
 * computed by one product ∂y/∂x · v, where v is 1 at each of these columns. Alternatively, rows without a common column
 * are computed by one gradient. A greedy coloring groups either columns or rows, whichever takes fewer products. A
 * matrix with at most k elements in each row thus takes about k products, regardless of its size.
 *
 * <p>An element that is not stored is 0 for all feeds and parameters: y does not depend on this x, or only through
 * functions without a derivative. The pattern of a user's op is derived from the nodes that its backward rule returns,
 * which show the elements of the upstream gradient on which each element of a gradient depends. The rule must be linear
 * in the upstream gradient. If it applies a user's op to the upstream gradient, all elements of the two are assumed to
 * depend on each other.
 *
 * <p>Not thread-safe, like {@link Run}.
 */
public final class SparseJacobian {
    private final Shape ofY;
    private final Shape ofX;
    private final int[] rowStarts;
    private final int[] columns;
    private final Compression compression;
    private final SeededProducts products;

    private SparseJacobian(Of options, Node x) {
        Node y = options.ofGradient ? Gradients.of(options.y).wrt(x) : options.y;
        this.ofY = y.shape();
        this.ofX = x.shape();
        int[][] found = Pattern.of(y, x);
        // If a user's rule is not the derivative of its op, second derivatives are not symmetric.
        boolean isSymmetric = options.ofGradient && !UserRules.isBetween(x, options.y);
        int[][] pattern = isSymmetric ? Pattern.symmetric(found) : found;
        this.rowStarts = Pattern.rowStarts(pattern);
        this.columns = Pattern.columns(pattern);
        this.compression =
                isSymmetric ? Compression.symmetric(pattern) : Compression.of(pattern, ofX.elements(), options.lines);
        Tangents tangents = Tangents.of(y);
        String what = options.ofGradient ? "Hessian" : "Jacobian";
        this.products = compression.byRows()
                ? new SeededProducts(what, y, y.shape(), u -> Gradients.of(y, u).wrt(x), vectors(), options.parameters)
                : new SeededProducts(
                        what, options.y, x.shape(), v -> tangents.along(x, v), vectors(), options.parameters);
    }

    private SeededProducts.Vectors vectors() {
        return new SeededProducts.Vectors() {
            @Override
            public int count() {
                return compression.passes();
            }

            @Override
            public void put(int index, double[] vector, double value) {
                compression.seed(index, vector, value);
            }
        };
    }

    static Of of(Node y, Optional<Parameters> parameters, Lines lines) {
        return new Of(y, parameters, lines, false);
    }

    static Of ofGradient(Node j, Optional<Parameters> parameters) {
        return new Of(j, parameters, Lines.COLUMNS, true);
    }

    /** The options of a sparse Jacobian. {@link #wrt} completes it. */
    public static final class Of {
        private final Node y;
        private final Optional<Parameters> parameters;
        private final Lines lines;
        private final boolean ofGradient;

        private Of(Node y, Optional<Parameters> parameters, Lines lines, boolean ofGradient) {
            this.y = y;
            this.parameters = parameters;
            this.lines = lines;
            this.ofGradient = ofGradient;
        }

        /**
         * Determines the sparsity pattern and plans the products.
         *
         * @throws IllegalStateException if no parameters were given, and one has other numbers than its initial value;
         *     computing the elements throws it too
         * @throws dev.gradus.graph.UndefinedGradientException if the derivative is undefined on all paths from x to y
         */
        public SparseJacobian wrt(Node x) {
            return new SparseJacobian(this, Objects.requireNonNull(x, "x"));
        }
    }

    /**
     * Copies a value into an input of y.
     *
     * @throws FeedException if y has no such input, or the shapes differ; then nothing has changed
     */
    public SparseJacobian feed(Input input, Tensor value) {
        products.run().feed(input, value);
        return this;
    }

    /** Copies numbers in row-major order into an input of y. */
    public SparseJacobian feed(Input input, double[] rowMajor) {
        products.run().feed(input, rowMajor);
        return this;
    }

    /** Returns the number of stored elements. */
    public int count() {
        return columns.length;
    }

    /** Returns the number of products that computing the elements takes. */
    public int passes() {
        return compression.passes();
    }

    /**
     * Returns the index of each row's first stored element, followed by {@link #count()}. The rows are y's elements in
     * row-major order.
     */
    public int[] rowStarts() {
        return rowStarts.clone();
    }

    /**
     * Returns the column of each stored element, which is the index of an element of x in row-major order. Columns
     * increase within a row.
     */
    public int[] columns() {
        return columns.clone();
    }

    /**
     * Computes the stored elements, row by row, for the current feeds and parameters.
     *
     * @throws FeedException if inputs were not fed
     */
    public double[] values() {
        double[] values = new double[columns.length];
        read(values);
        return values;
    }

    /**
     * Computes the stored elements and writes them into an array, without allocating.
     *
     * @throws IllegalArgumentException if the array has a different number of elements
     * @throws FeedException if inputs were not fed
     */
    public void read(double[] values) {
        if (values.length != columns.length) {
            throw new IllegalArgumentException(
                    "SparseJacobian: the array has " + values.length + " elements, but the matrix stores " + this);
        }
        for (int first = 0, count; first < compression.passes(); first += count) {
            count = products.from(first);
            for (int i = 0; i < count; i++) {
                compression.read(first + i, products.product(i), values);
            }
        }
    }

    /** Computes the whole matrix, zeros included. Its shape is y's shape followed by x's shape. */
    public Tensor value() {
        Shape shape = Shape.of(IntStream.concat(Arrays.stream(ofY.sizes()), Arrays.stream(ofX.sizes()))
                .toArray());
        double[] values = values();
        double[] matrix = new double[shape.elements()];
        for (int row = 0; row < ofY.elements(); row++) {
            for (int i = rowStarts[row]; i < rowStarts[row + 1]; i++) {
                matrix[row * ofX.elements() + columns[i]] = values[i];
            }
        }
        return Tensor.of(shape, matrix);
    }

    /** Returns a summary such as {@code 298 of 10000 elements, in 3 products}. */
    @Override
    public String toString() {
        return count() + " of " + (long) ofY.elements() * ofX.elements() + " elements, in " + passes()
                + (passes() == 1 ? " product" : " products");
    }
}
