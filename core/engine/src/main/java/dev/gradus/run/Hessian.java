package dev.gradus.run;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Tangents;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.run.SeededProducts.Vectors;
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
    /** The shape of x, or the number of elements of several nodes. */
    private final Shape x;

    private final String described;
    private final Shape shape;
    private final List<SeededProducts> products = new ArrayList<>();

    /** @param packed the shape of x, or the number of elements of several nodes */
    private Hessian(Of options, List<? extends Node> nodes, Shape packed) {
        this.x = packed;
        this.described = nodes.stream().map(Node::describe).collect(Collectors.joining(", "));
        int[] sizes = IntStream.concat(Arrays.stream(x.sizes()), Arrays.stream(x.sizes()))
                .toArray();
        if (Shape.isTooLarge(sizes)) {
            throw new ShapeException("Hessian: the second derivatives by "
                    + described + " would have "
                    + (long) x.elements() * x.elements()
                    + " elements, more than an array can hold; compute products instead: Tangents of the gradient");
        }
        this.shape = Shape.of(sizes);
        Tangents tangents = Tangents.of(Packed.gradient(Gradients.of(options.j), nodes));
        for (Node each : nodes) {
            products.add(new SeededProducts(
                    "Hessian",
                    options.j,
                    each.shape(),
                    v -> tangents.along(each, v),
                    Vectors.unit(each.shape().elements()),
                    options.parameters));
        }
    }

    /**
     * Begins a Hessian of J. By default, the parameters have their initial values, as long as these are the only ones; see
     * {@link Of#wrt(Node)}.
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
        private Optional<Parameters> parameters = Optional.empty();

        private Of(Node j) {
            this.j = j;
        }

        /**
         * Shares the given parameters. Each value is computed with their current numbers. {@link #wrt} throws {@link
         * IllegalArgumentException} if they do not include all parameters of J.
         */
        public Of parameters(Parameters shared) {
            parameters = Optional.of(Objects.requireNonNull(shared, "shared parameters"));
            return this;
        }

        /**
         * Plans the second derivatives with respect to x.
         *
         * @throws IllegalStateException if no parameters were given, and one has other numbers than its initial value,
         *     for example after a training; computing the matrix throws it too
         * @throws dev.gradus.graph.UndefinedGradientException if the first or second derivative is undefined on all
         *     paths
         */
        public Hessian wrt(Node x) {
            Objects.requireNonNull(x, "x");
            return new Hessian(this, List.of(x), x.shape());
        }

        /**
         * Plans the second derivatives with respect to several nodes: one matrix with a row and a column for each of their
         * elements, in the nodes' order.
         *
         * @throws IllegalStateException if no parameters were given, and one has other numbers than its initial value,
         *     for example after a training; computing the matrix throws it too
         * @throws dev.gradus.graph.UndefinedGradientException if a first or second derivative is undefined on all paths
         * @throws IllegalArgumentException if there are none
         */
        public Hessian wrt(List<? extends Node> x) {
            return new Hessian(this, x, Shape.of(Packed.elements("Hessian", x)));
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
        products.forEach(each -> each.run().feed(input, value));
        return this;
    }

    /** Copies numbers in row-major order into an input of J. */
    public Hessian feed(Input input, double[] rowMajor) {
        products.forEach(each -> each.run().feed(input, rowMajor));
        return this;
    }

    /**
     * Computes the whole matrix. Its shape is x's shape followed by x's shape.
     *
     * @throws FeedException if inputs were not fed
     */
    public Tensor value() {
        int size = x.elements();
        double[] matrix = new double[shape.elements()];
        columns((column, elements) -> {
            for (int row = 0; row < size; row++) {
                matrix[row * size + column] = elements[row];
            }
        });
        return Tensor.of(shape, matrix);
    }

    private interface Column {
        void put(int column, double[] elements);
    }

    private void columns(Column use) {
        int column = 0;
        for (SeededProducts each : products) {
            for (int first = 0, count; first < each.count(); first += count) {
                count = each.from(first);
                for (int i = 0; i < count; i++) {
                    use.put(column++, each.product(i));
                }
            }
        }
    }

    /**
     * Computes H·v, which has x's shape.
     *
     * @throws ShapeException if v does not have x's shape
     */
    public Tensor times(Tensor v) {
        if (!v.shape().equals(x)) {
            throw new ShapeException("Hessian: v must have the shape of " + described + ", but is " + v.shape());
        }
        double[] vector = v.toArray(), sum = new double[0];
        int start = 0;
        for (SeededProducts each : products) {
            double[] product = each.with(Arrays.copyOfRange(vector, start, start + each.count()));
            sum = start == 0 ? product.clone() : added(sum, product);
            start += each.count();
        }
        return Tensor.of(x, sum);
    }

    private static double[] added(double[] sum, double[] term) {
        Arrays.setAll(sum, i -> sum[i] + term[i]);
        return sum;
    }

    /** Computes only ∂²J/∂xᵢ², in x's shape. This takes as long as the whole matrix, but less memory. */
    public Tensor diagonal() {
        double[] diagonal = new double[x.elements()];
        columns((column, elements) -> diagonal[column] = elements[column]);
        return Tensor.of(x, diagonal);
    }
}
