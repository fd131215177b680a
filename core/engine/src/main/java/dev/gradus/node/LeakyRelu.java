package dev.gradus.node;

import dev.gradus.tensor.NumpyFormat;
import java.util.List;

/**
 * x where x &gt; 0, otherwise slope · x, elementwise, for all finite x.
 *
 * <p>∂J/∂x = ∂J/∂this where x &gt; 0, otherwise ∂J/∂this ∗ slope. At the kink, x = 0, the subgradient is the slope.
 */
public final class LeakyRelu extends UnaryOp {
    private final double slope;

    /**
     * {@code LeakyRelu(x)}, with the shape of x.
     *
     * @param slope the slope for negative x, such as 0.01
     * @throws IllegalArgumentException if the slope is infinite or NaN
     */
    public LeakyRelu(Node x, double slope) {
        super(x, in -> new LeakyRelu(in, slope));
        if (!Double.isFinite(slope)) {
            throw new IllegalArgumentException(
                    "LeakyRelu: the slope must be a finite number, such as 0.01, not " + slope);
        }
        this.slope = slope;
    }

    /** The slope for negative x. */
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
