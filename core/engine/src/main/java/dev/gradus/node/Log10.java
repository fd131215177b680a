package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The logarithm to base 10, elementwise, for x ≥ 0; −∞ at 0, NaN below. It is exact for powers of 10.
 *
 * <p>∂J/∂x = ∂J/∂this / (x ln 10).
 */
public final class Log10 extends UnaryOp {
    private static final double LN_10 = 0x1.26bb1bbb55516p1;

    /** {@code Log10(x)}, with the shape of x. */
    public Log10(Node x) {
        super(x, Log10::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.log10(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.divide(x().multiply(LN_10)));
    }

    @Override
    public Notation notation() {
        return Notation.function("log10").java("Functions.log10({0})").numpy("np.log10({0})");
    }
}
