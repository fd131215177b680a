package dev.gradus.node;

import dev.gradus.kernel.math.Axes;
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
public final class LogSoftmax extends Op {
    private final int axis;

    /**
     * The logarithm of the softmax along this axis.
     *
     * @param axis a negative one counts from the end
     * @throws ShapeException if x has no such axis, or no elements along it
     */
    public LogSoftmax(Node x, int axis) {
        super(x.shape(), x);
        this.axis = Softmax.axis("LogSoftmax", x, axis);
    }

    @Override
    public void forward(double[][] in, double[] out) {
        int size = shape().size(axis);
        int step = Axes.strides(shape().sizes())[axis];
        double[] x = new double[size];
        for (int line = 0; line * size < out.length; line++) {
            int first = line / step * step * size + line % step;
            for (int k = 0; k < size; k++) {
                x[k] = in[0][first + k * step];
            }
            int place = Maximum.place(x, 0, size);
            double max = x[place];
            double excess = Double.isFinite(max) ? Maximum.excess(x, 0, size, place) : Double.NaN;
            for (int k = 0; k < size; k++) {
                out[first + k * step] = (x[k] - max) - excess;
            }
        }
    }

    /** The axis along which the probabilities add up to 1. */
    public int axis() {
        return axis;
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
    public LogSoftmax withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new LogSoftmax(inputs.get(0), axis);
    }

    @Override
    public Record attributes() {
        return new Along(axis);
    }

    private record Along(int axis) {}

    @Override
    public List<String> operands() {
        return List.of("x");
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
