package dev.gradus.run;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.graph.Tangents;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.run.SeededProducts.Vectors;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The second derivatives ∂²J/∂xᵢ∂xⱼ of a number, and their products with vectors. A Hessian is planned once, and can
 * then be computed for any feeds.
 *
 * <pre>{@code
 * Hessian hessian = Hessian.of(J).wrt(W).feed(x, numbers);
 * Tensor curvature = hessian.times(v); // H·v costs a few gradients, regardless of the size of W
 * Tensor matrix = hessian.value();     // its shape is W's shape followed by W's shape
 * }</pre>
 *
 * <p>H·v is computed as the tangent of the gradient along v. For second derivatives with respect to two different
 * nodes, compute the {@link Jacobian} of the gradient with respect to one of them. Not thread-safe, like {@link Run}.
 */
public final class Hessian {
    private final Node x;
    private final Shape shape;
    private final SeededProducts products;

    private Hessian(Of options, Node x) {
        this.x = x;
        int[] sizes = IntStream.concat(
                        Arrays.stream(x.shape().sizes()),
                        Arrays.stream(x.shape().sizes()))
                .toArray();
        if (Shape.isTooLarge(sizes)) {
            throw new ShapeException("Hessian: the second derivatives by " + x.describe() + " would have "
                    + (long) x.shape().elements() * x.shape().elements()
                    + " elements, more than an array can hold; compute products instead: Tangents of the gradient");
        }
        this.shape = Shape.of(sizes);
        Tangents tangents = Tangents.of(Gradients.of(options.j).wrt(x));
        this.products = new SeededProducts(
                options.j,
                x.shape(),
                v -> tangents.along(x, v),
                Vectors.unit(x.shape().elements()),
                options.parameters);
    }

    /**
     * Begins a Hessian of J. By default, the parameters have their initial values.
     *
     * @throws ShapeException if J has not exactly one element
     */
    public static Of of(Node j) {
        Objects.requireNonNull(j, "j");
        if (j.shape().elements() != 1) {
            throw new ShapeException(
                    "Hessian: " + j.describe() + " has " + j.shape().elements()
                            + " elements, but only a single number has a Hessian; take its sum() or mean(), or the"
                            + " Jacobian of a gradient");
        }
        return new Of(j);
    }

    /** The options of a Hessian. {@link #wrt} completes it. */
    public static final class Of {
        private final Node j;
        private Parameters parameters;

        private Of(Node j) {
            this.j = j;
            this.parameters = Parameters.of(Graph.of(j));
        }

        /**
         * Shares the given parameters. Each value is computed with their current numbers. {@link #wrt} throws {@link
         * IllegalArgumentException} if they do not include all parameters of J.
         */
        public Of parameters(Parameters shared) {
            parameters = Objects.requireNonNull(shared, "shared parameters");
            return this;
        }

        /**
         * Plans the second derivatives with respect to x.
         *
         * @throws dev.gradus.graph.UndefinedGradientException if the first or second derivative is undefined on all
         *     paths
         */
        public Hessian wrt(Node x) {
            return new Hessian(this, Objects.requireNonNull(x, "x"));
        }

        /**
         * Computes only the elements that can differ from 0. There are few if most pairs of elements of x do not
         * interact.
         *
         * <p>A star coloring determines which columns are added in one product, so that each element or its mirror
         * image can be read. A tridiagonal matrix takes three products, regardless of its size. If J depends on x
         * through a user's op, symmetry is not used, because its rule might not be the derivative of its value.
         */
        public SparseJacobian.Of sparse() {
            return SparseJacobian.ofGradient(j, parameters);
        }
    }

    /**
     * Copies a value into an input of J.
     *
     * @throws FeedException if J has no such input, or the shapes differ; then nothing has changed
     */
    public Hessian feed(Input input, Tensor value) {
        products.run().feed(input, value);
        return this;
    }

    /** Copies numbers in row-major order into an input of J. */
    public Hessian feed(Input input, double[] rowMajor) {
        products.run().feed(input, rowMajor);
        return this;
    }

    /**
     * Computes the whole matrix. Its shape is x's shape followed by x's shape.
     *
     * @throws FeedException if inputs were not fed
     */
    public Tensor value() {
        int size = x.shape().elements();
        double[] matrix = new double[shape.elements()];
        for (int first = 0, count; first < size; first += count) {
            count = products.from(first);
            for (int i = 0; i < count; i++) {
                double[] column = products.product(i);
                for (int row = 0; row < size; row++) {
                    matrix[row * size + first + i] = column[row];
                }
            }
        }
        return Tensor.of(shape, matrix);
    }

    /**
     * Computes H·v, which has x's shape.
     *
     * @throws ShapeException if v does not have x's shape
     */
    public Tensor times(Tensor v) {
        if (!v.shape().equals(x.shape())) {
            throw new ShapeException("Hessian: v must have the shape of " + x.describe() + ", but is " + v.shape());
        }
        return Tensor.of(x.shape(), products.with(v.toArray()));
    }

    /** Computes only ∂²J/∂xᵢ², in x's shape. This takes as long as the whole matrix, but less memory. */
    public Tensor diagonal() {
        double[] diagonal = new double[x.shape().elements()];
        for (int first = 0, count; first < diagonal.length; first += count) {
            count = products.from(first);
            for (int i = 0; i < count; i++) {
                diagonal[first + i] = products.product(i)[first + i];
            }
        }
        return Tensor.of(x.shape(), diagonal);
    }
}
