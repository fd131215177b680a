package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import dev.gradus.kernel.math.Sums;
import java.util.List;
import java.util.Optional;

/**
 * eˣ / Σ eˣ, where the sum is over an axis: positive numbers that add up to 1 along it. It is computed as e^(x−m) / Σ
 * e^(x−m), where m is the greatest element, so no exponential overflows. Elements that are −∞ become 0. If an element
 * is ∞ or NaN, or all elements are −∞, the softmax is undefined and the result is NaN.
 *
 * <p>With p for this node, ∂J/∂x = p ∗ (∂J/∂p − Σ p ∗ ∂J/∂p). Because the p add up to 1, subtracting a number from all
 * of ∂J/∂p does not change this. The rule subtracts the gradient at the greatest p, so that the others keep their
 * digits where that p is nearly 1.
 */
public final class Softmax extends AlongAxis {
    /**
     * The softmax along this axis.
     *
     * @param axis negative values count from the end
     * @throws ShapeException if x has no such axis, or the axis is empty
     */
    public Softmax(Node x, int axis) {
        super("Softmax", x, axis, Softmax::new);
        requireElements("Softmax", x, axis);
    }

    static void requireElements(String op, Node x, int axis) {
        if (x.shape().size(axis) == 0) {
            throw new ShapeException(op + ": " + x.describe() + " has no elements along axis " + axis);
        }
    }

    @Override
    void line(double[] x, double[] out, int first, int step, int size) {
        double max = x[first];
        for (int k = 1; k < size; k++) {
            max = Math.max(max, x[first + k * step]);
        }
        for (int k = 0; k < size; k++) {
            out[first + k * step] = Elementary.exp(x[first + k * step] - max);
        }
        double sum = Sums.of(out, first, step, size);
        for (int k = 0; k < size; k++) {
            out[first + k * step] /= sum;
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node apart = upstream.subtract(upstream.takeAlongAxis(argMax(axis).expandDims(axis), axis));
        Node mean = multiply(apart).sum(axis).keepDims();
        Node writtenMean = multiply(upstream).sum(axis).keepDims();
        return List.of(new TextbookForm(multiply(apart.subtract(mean)), multiply(upstream.subtract(writtenMean))));
    }

    @Override
    public Optional<Node> definition() {
        Node exp = input(0).exp();
        return Optional.of(exp.divide(exp.sum(axis).keepDims()));
    }

    /** The axis is omitted if it is the last one. */
    @Override
    public Notation notation() {
        String shifted = "{0} - np.max({0}, axis=" + axis + ", keepdims=True)";
        return Notation.function("softmax")
                .arguments(arguments(input(0), axis))
                .java("{0}.softmax(" + axis + ")")
                .numpy("np.exp(" + shifted + ") / np.sum(np.exp(" + shifted + "), axis=" + axis + ", keepdims=True)");
    }

    static List<String> arguments(Node x, int axis) {
        return axis == x.shape().rank() - 1 ? List.of() : List.of("axis " + Axis.text(x.shape(), axis));
    }
}
