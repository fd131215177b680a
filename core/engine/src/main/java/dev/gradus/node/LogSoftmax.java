package dev.gradus.node;

import dev.gradus.kernel.math.Maximum;
import java.util.List;
import java.util.Optional;

/**
 * x − ln Σ eˣ, where the sum is over an axis: the logarithm of {@link Softmax}, which stays accurate where the softmax
 * rounds to 0 or 1. It is computed as (x − m) − ln Σ e^(x−m), where m is the greatest element. Elements that are −∞
 * stay −∞. If an element is ∞ or NaN, or all elements are −∞, the softmax is undefined and the result is NaN.
 *
 * <p>∂J/∂x = ∂J/∂this − softmax(x) ∗ Σ ∂J/∂this.
 */
public final class LogSoftmax extends AlongAxis {
    /**
     * The logarithm of the softmax along this axis.
     *
     * @param axis negative values count from the end
     * @throws ShapeException if x has no such axis, or the axis is empty
     */
    public LogSoftmax(Node x, int axis) {
        super("LogSoftmax", x, axis, LogSoftmax::new);
        Softmax.requireElements("LogSoftmax", x, axis);
    }

    @Override
    void line(double[] x, double[] out, int first, int step, int size) {
        double[] line = new double[size];
        for (int k = 0; k < size; k++) {
            line[k] = x[first + k * step];
        }
        int index = Maximum.index(line, 0, size);
        double max = line[index];
        double excess = Double.isFinite(max) ? Maximum.excess(line, 0, size, index) : Double.NaN;
        for (int k = 0; k < size; k++) {
            out[first + k * step] = (line[k] - max) - excess;
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node p = input(0).softmax(axis);
        return List.of(upstream.subtract(p.multiply(upstream.sum(axis).keepDims())));
    }

    @Override
    public Optional<Node> definition() {
        return Optional.of(input(0).softmax(axis).log());
    }

    /** The axis is omitted if it is the last one. */
    @Override
    public Notation notation() {
        return Notation.function("logSoftmax")
                .arguments(Softmax.arguments(input(0), axis))
                .java("{0}.logSoftmax(" + axis + ")")
                .numpy("{0} - np.logaddexp.reduce({0}, axis=" + axis + ", keepdims=True)");
    }
}
