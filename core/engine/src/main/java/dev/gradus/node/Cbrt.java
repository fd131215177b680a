package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The real cube root, elementwise, for all x. The function is odd.
 *
 * <p>∂J/∂x = ∂J/∂this / (3 this²), which is ∞ at 0.
 */
public final class Cbrt extends UnaryOp {
    /** {@code Cbrt(x)}, with the shape of x. */
    public Cbrt(Node x) {
        super(x, Cbrt::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.cbrt(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.divide(square().multiply(3)));
    }

    @Override
    public Notation notation() {
        return Notation.function("cbrt").java("Functions.cbrt({0})").numpy("np.cbrt({0})");
    }
}
