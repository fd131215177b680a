package dev.gradus.nn;

import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.ShapeException;
import dev.gradus.random.RandomTensors;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * An embedding: a learned vector for each word of a vocabulary, looked up by the word's number. Indices of shape (…) give
 * vectors of shape (…, n_out). The gradient of a word is the sum over its occurrences.
 *
 * @param weights the vectors, of shape (n_words, n_out)
 */
public record Embedding(Parameter weights) implements UnaryOperator<Node> {

    /**
     * Creates an embedding with these vectors, which other layers may share.
     *
     * @throws ShapeException if the weights are not a matrix
     */
    public Embedding {
        if (weights.shape().rank() != 2) {
            throw new ShapeException(
                    "Embedding: the weights " + weights.describe() + " must have the shape (n_words, n_out)");
        }
    }

    /**
     * Creates an embedding whose parameter is named {@code name.E}, drawn from the standard normal distribution, PyTorch's
     * default.
     *
     * @throws IllegalArgumentException if a size is negative
     */
    public static Embedding of(String name, int words, int out, RandomGenerator generator) {
        return of(
                name, RandomTensors.normal(Objects.requireNonNull(generator, "generator"), 0, 1, Shape.of(words, out)));
    }

    /**
     * Creates an embedding whose parameter is named {@code name.E}.
     *
     * @throws ShapeException if the weights are not a matrix
     */
    public static Embedding of(String name, Tensor weights) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(weights, "weights");
        return new Embedding(Parameter.of(name + ".E", weights));
    }

    /** Looks up the vectors of these words, integers from 0 to n_words − 1, which are checked when run. */
    @Override
    public Node apply(Node indices) {
        return weights.take(indices, 0);
    }
}
