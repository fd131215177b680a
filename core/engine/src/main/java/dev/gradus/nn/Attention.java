package dev.gradus.nn;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Scaled dot-product attention (Vaswani and others, "Attention is all you need", NeurIPS 2017). Each query receives the mean
 * of all values, weighted by the similarity of their keys to the query.
 *
 * <pre>{@code softmax(q kᵀ / √n_features + mask) v}</pre>
 */
public final class Attention {
    private Attention() {}

    /**
     * Computes attention without a mask.
     *
     * @param q queries, of shape (…, n_queries, n_features)
     * @param k keys, of shape (…, n_keys, n_features)
     * @param v values, of shape (…, n_keys, n_out)
     * @return of shape (…, n_queries, n_out)
     * @throws ShapeException if the shapes do not match
     */
    public static Node scaledDotProduct(Node q, Node k, Node v) {
        Objects.requireNonNull(q, "q");
        Objects.requireNonNull(k, "k");
        Objects.requireNonNull(v, "v");
        return Activations.softmax(scores(q, k, v), -1).batchMatMul(v);
    }

    /**
     * Computes attention with a mask that is added to the scores: 0 has no effect, and −∞ hides a key from a query. A query
     * for which all keys are hidden gets zeros, and its gradient is 0.
     *
     * @param mask of shape (n_queries, n_keys), or with leading axes that broadcast to those of the scores
     * @throws ShapeException if the shapes do not match
     */
    public static Node scaledDotProduct(Node q, Node k, Node v, Node mask) {
        Objects.requireNonNull(q, "q");
        Objects.requireNonNull(k, "k");
        Objects.requireNonNull(v, "v");
        Objects.requireNonNull(mask, "mask");
        Node scores = scores(q, k, v);
        Node masked = scores.add(mask);
        if (!masked.shape().equals(scores.shape())) {
            throw new ShapeException("scaledDotProduct: the mask " + mask.describe()
                    + " does not broadcast to the scores " + scores.shape());
        }
        Node seesNone = masked.max(-1).keepDims().equal(Double.NEGATIVE_INFINITY);
        Node weights = Activations.softmax(seesNone.where(Constant.of(0), masked), -1);
        return seesNone.where(Constant.of(0), weights).batchMatMul(v);
    }

    private static Node scores(Node q, Node k, Node v) {
        requireMatrices("q", q);
        requireMatrices("k", k);
        requireMatrices("v", v);
        int features = q.shape().size(-1);
        if (k.shape().size(-1) != features) {
            throw new ShapeException("scaledDotProduct: the queries " + q.describe() + " and the keys " + k.describe()
                    + " must have the same number of features, but " + features + " ≠ "
                    + k.shape().size(-1));
        }
        if (k.shape().size(-2) != v.shape().size(-2)) {
            throw new ShapeException("scaledDotProduct: each of the keys " + k.describe() + " needs a value, but "
                    + k.shape().size(-2) + " ≠ " + v.shape().size(-2) + " of " + v.describe());
        }
        if (k.shape().size(-2) == 0 || features == 0) {
            throw new ShapeException("scaledDotProduct: the keys " + k.describe() + " are empty");
        }
        int rank = k.shape().rank();
        int[] swapped = IntStream.range(0, rank).toArray();
        swapped[rank - 2] = rank - 1;
        swapped[rank - 1] = rank - 2;
        return q.batchMatMul(k.transpose(swapped)).divide(Math.sqrt(features));
    }

    private static void requireMatrices(String name, Node node) {
        if (node.shape().rank() < 2) {
            throw new ShapeException("scaledDotProduct: " + name + " is " + node.describe()
                    + ", but must have a row for each position and a column for each feature");
        }
    }

    /** Creates the mask with which position i sees positions up to i: 0 on and below the diagonal, −∞ above it. */
    public static Constant causalMask(int positions) {
        Tensor mask = Tensor.generate(
                Shape.of(positions, positions), i -> i % positions > i / positions ? Double.NEGATIVE_INFINITY : 0);
        return Constant.of("causal", mask);
    }

    /**
     * Reshapes (n_batch, n_positions, n_heads · n_features) to (n_batch, n_heads, n_positions, n_features), so that each
     * head attends to its part of the features.
     *
     * @throws ShapeException if x does not have three axes, or its features are not divisible by the number of heads
     */
    public static Node splitHeads(Node x, int heads) {
        if (x.shape().rank() != 3 || heads < 1 || x.shape().size(2) % heads != 0) {
            throw new ShapeException("splitHeads: " + x.describe()
                    + " must have the shape (n_batch, n_positions, n_heads · " + "n_features) for " + heads + " heads");
        }
        int[] sizes = x.shape().sizes();
        return x.reshape(sizes[0], sizes[1], heads, sizes[2] / heads).transpose(0, 2, 1, 3);
    }

    /**
     * Reshapes (n_batch, n_heads, n_positions, n_features) to (n_batch, n_positions, n_heads · n_features), the inverse of
     * {@link #splitHeads}.
     *
     * @throws ShapeException if x does not have four axes
     */
    public static Node mergeHeads(Node x) {
        if (x.shape().rank() != 4) {
            throw new ShapeException(
                    "mergeHeads: " + x.describe() + " must have the shape (n_batch, n_heads, n_positions, n_features)");
        }
        int[] sizes = x.shape().sizes();
        return x.transpose(0, 2, 1, 3).reshape(sizes[0], sizes[2], sizes[1] * sizes[3]);
    }
}
