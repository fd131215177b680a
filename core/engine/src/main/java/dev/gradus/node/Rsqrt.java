package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The reciprocal square root 1 / √x, elementwise, for x &gt; 0; ±∞ at ±0, NaN below.
 *
 * <p>∂J/∂x = −∂J/∂this ∗ this / (2 x).
 */
public final class Rsqrt extends UnaryOp {
    /** {@code Rsqrt(x)}, with the shape of x. */
    public Rsqrt(Node x) {
        super(x, Rsqrt::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.rsqrt(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(divide(x()).multiply(-0.5)));
    }

    @Override
    public Notation notation() {
        return Notation.function("rsqrt").java("Functions.rsqrt({0})").numpy("1 / np.sqrt({0})");
    }
}
