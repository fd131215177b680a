package dev.gradus.node;

import dev.gradus.tensor.NumpyFormat;
import java.util.List;

/**
 * x where x &gt; 0, else slope · x, element by element, for every finite x.
 *
 * <p>∂J/∂x = ∂J/∂this where x &gt; 0, else ∂J/∂this ∗ slope: at the kink, x = 0, the sub-gradient taken is the slope.
 */
public final class LeakyRelu extends UnaryOp {
    private final double slope;

    /**
     * {@code LeakyRelu(x)}, of x's shape.
     *
     * @param slope of the negative half, as 0.01
     * @throws IllegalArgumentException if the slope is infinite or NaN
     */
    public LeakyRelu(Node x, double slope) {
        super(x);
        if (!Double.isFinite(slope)) {
            throw new IllegalArgumentException(
                    "LeakyRelu: the slope must be a finite number, such as 0.01, not " + slope);
        }
        this.slope = slope;
    }

    /** The slope of the negative half. */
    public double slope() {
        return slope;
    }

    @Override
    public double apply(double x) {
        return x > 0 ? x : slope * x;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(x().greater(0).where(upstream, upstream.multiply(slope)));
    }

    @Override
    public LeakyRelu withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new LeakyRelu(inputs.get(0), slope);
    }

    @Override
    public Record attributes() {
        return new Slope(slope);
    }

    private record Slope(double slope) {}

    @Override
    public Notation notation() {
        String number = NumpyFormat.number(slope);
        return Notation.function("leakyRelu")
                .arguments(List.of(Expression.number(slope)))
                .java("{0}.leakyRelu(" + number + ")")
                .numpy("np.where({0} > 0, {0}, " + number + " * {0})");
    }
}
