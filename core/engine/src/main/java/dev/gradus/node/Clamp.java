package dev.gradus.node;

import dev.gradus.tensor.NumpyFormat;
import java.util.List;

/**
 * min(max(x, low), high), elementwise, for all x; NaN stays NaN.
 *
 * <p>∂J/∂x = ∂J/∂this where low &lt; x &lt; high, otherwise 0. At the kinks, x = low and x = high, the subgradient is
 * 0.
 */
public final class Clamp extends UnaryOp {
    private final double low;
    private final double high;

    /**
     * {@code Clamp(x)}, with the shape of x.
     *
     * @throws IllegalArgumentException if a bound is infinite or NaN, or low is greater than high
     */
    public Clamp(Node x, double low, double high) {
        super(x, in -> new Clamp(in, low, high));
        if (!Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException("Clamp: the bounds must be finite numbers, not " + low + " and " + high
                    + "; for a bound on one side use maximum(low) or minimum(high)");
        }
        if (low > high) {
            throw new IllegalArgumentException("Clamp: the lower bound " + low + " is above the upper bound " + high);
        }
        this.low = low;
        this.high = high;
    }

    /** The lower bound. */
    public double low() {
        return low;
    }

    /** The upper bound. */
    public double high() {
        return high;
    }

    @Override
    public double apply(double x) {
        return Math.min(Math.max(x, low), high);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node nothing = Constant.of(0);
        return List.of(x().greater(low).where(x().less(high).where(upstream, nothing), nothing));
    }

    @Override
    public Record attributes() {
        return new Bounds(low, high);
    }

    private record Bounds(double low, double high) {}

    @Override
    public Notation notation() {
        String bounds = NumpyFormat.number(low) + ", " + NumpyFormat.number(high);
        return Notation.function("clamp")
                .arguments(List.of(Expression.number(low), Expression.number(high)))
                .java("{0}.clip(" + bounds + ")")
                .numpy("np.clip({0}, " + bounds + ")");
    }
}
