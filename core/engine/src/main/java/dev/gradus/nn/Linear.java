package dev.gradus.nn;

import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A linear layer: x @ W + b, for x of shape (n_batch, n_in) or with more axes before the last.
 *
 * <pre>{@code
 * Linear hidden = Linear.of("hidden", Initializers.heNormal(random, Shape.of(6, 16)));
 * Linear output = Linear.of("output", 16, 3, random);
 * Node z = x.then(hidden).relu().then(output);      // hidden.W, hidden.b, output.W, output.b
 * }</pre>
 *
 * @param weights W, of shape (n_in, n_out)
 * @param bias b, of shape (1, n_out), added to each example
 */
public record Linear(Parameter weights, Parameter bias) implements UnaryOperator<Node> {

    /**
     * Creates a layer with these parameters, which other layers may share.
     *
     * @throws ShapeException if W is not a matrix, or the sizes of b do not match
     */
    public Linear {
        requireMatrix(weights);
        Shape expected = Shape.of(1, weights.shape().size(1));
        if (!bias.shape().equals(expected)) {
            throw new ShapeException("Linear: the bias " + bias.describe() + " must have the shape " + expected
                    + " for the weights " + weights.describe());
        }
    }

    /**
     * Creates a layer whose parameters are named {@code name.W} and {@code name.b}. W is drawn by {@link
     * Initializers#xavierUniform}, Keras' default; b is initially zero.
     *
     * @throws IllegalArgumentException if a size is negative
     */
    public static Linear of(String name, int in, int out, RandomGenerator generator) {
        return of(name, Initializers.xavierUniform(generator, Shape.of(in, out)));
    }

    /**
     * Creates a layer whose parameters are named {@code name.W} and {@code name.b}. b is initially zero.
     *
     * @throws ShapeException if W is not a matrix
     */
    public static Linear of(String name, Tensor weights) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(weights, "weights");
        Parameter w = Parameter.of(name + ".W", weights);
        requireMatrix(w);
        return new Linear(
                w, Parameter.of(name + ".b", Tensor.zeros(1, weights.shape().size(1))));
    }

    /**
     * Creates a layer whose parameters are named {@code name.W} and {@code name.b}, with these initial values.
     *
     * @throws ShapeException if W is not a matrix, or the sizes of b do not match
     */
    public static Linear of(String name, Tensor weights, Tensor bias) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(bias, "bias");
        return new Linear(Parameter.of(name + ".W", weights), Parameter.of(name + ".b", bias));
    }

    /**
     * Computes {@code x @ W + b}, of shape (n_batch, n_out), or (n_batch, n_time, n_out) for x of shape (n_batch, n_time,
     * n_in).
     *
     * @throws ShapeException if x is not of shape (n_batch, …, n_in)
     */
    @Override
    public Node apply(Node x) {
        if (x.shape().rank() == 1) {
            throw new ShapeException(
                    "Linear: " + x.describe() + " has no axis for examples. Did you mean to reshape it to (1, "
                            + x.shape().size(0) + ")?");
        }
        return x.matMul(weights).add(bias);
    }

    private static void requireMatrix(Parameter weights) {
        Objects.requireNonNull(weights, "weights");
        if (weights.shape().rank() != 2) {
            throw new ShapeException(
                    "Linear: the weights " + weights.describe() + " must have the shape (n_in, n_out)");
        }
    }
}
