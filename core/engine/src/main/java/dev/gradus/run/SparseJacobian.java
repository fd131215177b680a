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
import java.util.stream.IntStream;

/**
 * The derivatives ∂yᵢ/∂xⱼ that can differ from 0, in compressed rows. Planned once, then computed for any feeds.
 *
 * <pre>{@code
 * SparseJacobian jacobian = Jacobian.of(y).sparse().wrt(x).feed(x, numbers);
 * double[] values = jacobian.values(); // one for each of jacobian.columns()
 * }</pre>
 *
 * <p>Which they are is found from the graph, element by element. Columns without a common row are then added up, J·v with a v
 * that is 1 at several elements, and each element is read from its row of the sum; or rows without a common column, by
 * gradients. So a matrix with at most k elements in a row takes about k products, however many rows and columns it has. A
 * greedy colouring chooses which ones are added, rows or columns, whichever make fewer products.
 *
 * <p>An element that is not stored is 0 for any feeds and parameters: the value y of that row does not depend on that x, or
 * only in a way that has no derivative. A user's op is known by its rule: the nodes that the rule returns show which
 * elements of the upstream gradient each element of its gradients depends on. If they include another user's op of the
 * upstream gradient, every element counts. A rule must be linear in the upstream gradient, as derivatives are. Not
 * thread-safe, as a {@link Run} is not.
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
        // A user's rule need not be the derivative of its op, and then second derivatives depend on the order.
        boolean isSymmetric = options.ofGradient && !UserRules.isBetween(x, options.y);
        int[][] pattern = isSymmetric ? Pattern.symmetric(found) : found;
        this.rowStarts = Pattern.rowStarts(pattern);
        this.columns = Pattern.columns(pattern);
        this.compression =
                isSymmetric ? Compression.symmetric(pattern) : Compression.of(pattern, ofX.elements(), options.lines);
        Tangents tangents = Tangents.of(y);
        this.products = compression.byRows()
                ? new SeededProducts(y, y.shape(), u -> Gradients.of(y, u).wrt(x), vectors(), options.parameters)
                : new SeededProducts(options.y, x.shape(), v -> tangents.along(x, v), vectors(), options.parameters);
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

    static Of of(Node y, Parameters parameters, Lines lines) {
        return new Of(y, parameters, lines, false);
    }

    static Of ofGradient(Node j, Parameters parameters) {
        return new Of(j, parameters, Lines.COLUMNS, true);
    }

    /** What is differentiated, and how. */
    public static final class Of {
        private final Node y;
        private final Parameters parameters;
        private final Lines lines;
        private final boolean ofGradient;

        private Of(Node y, Parameters parameters, Lines lines, boolean ofGradient) {
            this.y = y;
            this.parameters = parameters;
            this.lines = lines;
            this.ofGradient = ofGradient;
        }

        /**
         * Finds the elements and plans the products.
         *
         * @throws dev.gradus.graph.UndefinedGradientException if all ways from y to x lead through ops without a derivative
         *     there
         */
        public SparseJacobian wrt(Node x) {
            return new SparseJacobian(this, Objects.requireNonNull(x, "x"));
        }
    }

    /**
     * Gives one of y's inputs its value.
     *
     * @throws FeedException if the graph has no such input, or it has another shape; then nothing has changed
     */
    public SparseJacobian feed(Input input, Tensor value) {
        products.run().feed(input, value);
        return this;
    }

    /** Gives one of y's inputs its value, row-major. */
    public SparseJacobian feed(Input input, double[] rowMajor) {
        products.run().feed(input, rowMajor);
        return this;
    }

    /** How many elements are stored. */
    public int count() {
        return columns.length;
    }

    /** How many products are computed for them. */
    public int passes() {
        return compression.passes();
    }

    /**
     * Where each row begins among the elements; one number more than there are rows, the last one {@link #count()}. The rows
     * are y's elements in row-major order.
     */
    public int[] rowStarts() {
        return rowStarts.clone();
    }

    /** The column of each element: the place of an element of x in row-major order. They increase along a row. */
    public int[] columns() {
        return columns.clone();
    }

    /**
     * The elements for the present feeds and parameters, row by row.
     *
     * @throws FeedException if inputs were not fed
     */
    public double[] values() {
        double[] values = new double[columns.length];
        read(values);
        return values;
    }

    /**
     * Writes the elements into an array, allocating nothing.
     *
     * @throws IllegalArgumentException if it has another length
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

    /** The whole matrix with its zeros, of y's shape followed by x's. */
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

    /** {@code 298 of 10000 elements, in 3 products}. */
    @Override
    public String toString() {
        return count() + " of " + (long) ofY.elements() * ofX.elements() + " elements, in " + passes()
                + (passes() == 1 ? " product" : " products");
    }
}
