package dev.gradus.node;

import dev.gradus.kernel.math.Maximum;
import java.util.List;
import java.util.Optional;

/**
 * x − ln Σ eˣ, the sum over an axis: the logarithm of the {@link Softmax}, precise also where that is 0 or 1 in a double.
 * It is computed as (x − m) − ln Σ e^(x−m) with m the greatest element. An element −∞ stays −∞. Where an element is ∞ or
 * NaN, or all are −∞, there is no softmax, and the result is NaN.
 *
 * <p>∂J/∂x = ∂J/∂this − softmax(x) ∗ Σ ∂J/∂this.
 */
public final class LogSoftmax extends AlongAxis {
    /**
     * The logarithm of the softmax along this axis.
     *
     * @param axis a negative one counts from the end
     * @throws ShapeException if x has no such axis, or no elements along it
     */
    public LogSoftmax(Node x, int axis) {
        super("LogSoftmax", x, axis);
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

    @Override
    LogSoftmax of(Node x) {
        return new LogSoftmax(x, axis);
    }

    /** The last axis, the usual one, goes without saying. */
    @Override
    public Notation notation() {
        return Notation.function("logSoftmax")
                .arguments(Softmax.arguments(input(0), axis))
                .java("{0}.logSoftmax(" + axis + ")")
                .numpy("{0} - np.logaddexp.reduce({0}, axis=" + axis + ", keepdims=True)");
    }
}
