package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The logarithm to base 2, elementwise, for x ≥ 0; −∞ at 0, NaN below. It is exact for powers of 2.
 *
 * <p>∂J/∂x = ∂J/∂this / (x ln 2).
 */
public final class Log2 extends UnaryOp {
    private static final double LN_2 = 0x1.62e42fefa39efp-1;

    /** {@code Log2(x)}, with the shape of x. */
    public Log2(Node x) {
        super(x, Log2::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.log2(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.divide(x().multiply(LN_2)));
    }

    @Override
    public Notation notation() {
        return Notation.function("log2").java("Functions.log2({0})").numpy("np.log2({0})");
    }
}
