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
 * The second derivatives ∂²J/∂xᵢ∂xⱼ of a number, and their products with vectors. Planned once, then computed for any
 * feeds.
 *
 * <pre>{@code
 * Hessian hessian = Hessian.of(J).wrt(W).feed(x, numbers);
 * Tensor curvature = hessian.times(v); // H·v costs a few gradients, whatever the size of W
 * Tensor matrix = hessian.value();     // of W's shape followed by W's shape
 * }</pre>
 *
 * <p>H·v is the tangent of the gradient along v. For blocks of several parameters take the {@link Jacobian} of one's
 * gradient with respect to another. Not thread-safe, as a {@link Run} is not.
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
            throw new ShapeException("Hessian: the second derivatives by " + x.describe() + " would be "
                    + (long) x.shape().elements() * x.shape().elements()
                    + " elements, more than an array can hold; take products instead, Tangents of the gradient");
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
     * Second derivatives of J, with the parameters at their initial values unless others are given.
     *
     * @throws ShapeException if J has not exactly one element
     */
    public static Of of(Node j) {
        Objects.requireNonNull(j, "j");
        if (j.shape().elements() != 1) {
            throw new ShapeException(
                    "Hessian: " + j.describe() + " has " + j.shape().elements()
                            + " elements, but only a single number has a Hessian; take its sum() or mean(), or the Jacobian of a"
                            + " gradient");
        }
        return new Of(j);
    }

    /** What is differentiated. */
    public static final class Of {
        private final Node j;
        private Parameters parameters;

        private Of(Node j) {
            this.j = j;
            this.parameters = Parameters.of(Graph.of(j));
        }

        /**
         * Takes these parameters, whose changes the next value sees.
         *
         * @throws IllegalArgumentException by {@link #wrt} if they lack one of J's
         */
        public Of parameters(Parameters shared) {
            parameters = Objects.requireNonNull(shared, "shared parameters");
            return this;
        }

        /**
         * Plans the second derivatives with respect to x.
         *
         * @throws dev.gradus.graph.UndefinedGradientException if an op on all ways has no derivative, or its rule has none
         */
        public Hessian wrt(Node x) {
            return new Hessian(this, Objects.requireNonNull(x, "x"));
        }

        /**
         * Computes only the elements that can differ from 0, of which there are few if most pairs of elements of x never
         * meet. They are found by a star colouring, which reads an element or its mirror image: three products for a
         * tridiagonal matrix, and two if only one element of x meets all others, whatever the size. With a user's op between x
         * and J, mirror images may differ, because its rule need not be the derivative of its value. Then no element is read
         * as its mirror image.
         */
        public SparseJacobian.Of sparse() {
            return SparseJacobian.ofGradient(j, parameters);
        }
    }

    /**
     * Gives one of J's inputs its value.
     *
     * @throws FeedException if the graph has no such input, or it has another shape; then nothing has changed
     */
    public Hessian feed(Input input, Tensor value) {
        products.run().feed(input, value);
        return this;
    }

    /** Gives one of J's inputs its value, row-major. */
    public Hessian feed(Input input, double[] rowMajor) {
        products.run().feed(input, rowMajor);
        return this;
    }

    /**
     * The whole matrix, of x's shape followed by x's shape.
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
     * H·v, of x's shape.
     *
     * @throws ShapeException if v has another shape than x
     */
    public Tensor times(Tensor v) {
        if (!v.shape().equals(x.shape())) {
            throw new ShapeException("Hessian: times a tensor of shape " + v.shape() + ", but " + x.describe());
        }
        return Tensor.of(x.shape(), products.with(v.toArray()));
    }

    /** The second derivatives ∂²J/∂xᵢ² alone, of x's shape. It takes the time of the whole matrix, but no memory for it. */
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
