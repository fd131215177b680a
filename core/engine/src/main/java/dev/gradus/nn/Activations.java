package dev.gradus.nn;

import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;

/**
 * Activation functions over an axis, composed from primitives. Those of single elements are methods of {@link Node}:
 * {@code sigmoid}, {@code tanh}, {@code relu}, {@code leakyRelu}, {@code softplus}.
 *
 * <p>Both functions here subtract the greatest element first, which changes neither, so that no exponential overflows; the
 * backward pass takes it as a constant, by which no derivative is lost. An element −∞ is taken as a probability of 0.
 * Where an element is ∞ or NaN, or all are −∞, there is no softmax, and the result is NaN.
 */
public final class Activations {
    private Activations() {}

    /**
     * {@code eˣ / Σ eˣ}, the sum over the axis: positive numbers that add up to 1 along it.
     *
     * @param axis a negative one counts from the end
     * @throws ShapeException if x has no such axis, or no elements along it
     */
    public static Node softmax(Node x, int axis) {
        Node exp = shifted("softmax", x, axis).exp();
        return exp.divide(exp.sum(axis).keepDims());
    }

    /**
     * {@code x − ln Σ eˣ}, the logarithm of {@link #softmax}, precise also where that is 0 or 1 in a double.
     *
     * @param axis a negative one counts from the end
     * @throws ShapeException if x has no such axis, or no elements along it
     */
    public static Node logSoftmax(Node x, int axis) {
        Node shifted = shifted("logSoftmax", x, axis);
        return shifted.subtract(shifted.logSumExp(axis).keepDims());
    }

    private static Node shifted(String function, Node x, int axis) {
        int rank = x.shape().rank();
        if (axis < -rank || axis >= rank) {
            throw new ShapeException(function + ": " + x.describe() + " has no axis " + axis + ": it has rank " + rank);
        }
        if (x.shape().size(axis) == 0) {
            throw new ShapeException(function + ": " + x.describe() + " has no elements along axis " + axis);
        }
        return x.subtract(x.max(axis).keepDims().stopGradient());
    }
}
