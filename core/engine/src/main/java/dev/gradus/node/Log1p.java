package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * ln(1 + x), elementwise, for x ≥ −1; −∞ at −1, NaN below. It is accurate near 0, where 1 + x loses the digits of x.
 *
 * <p>∂J/∂x = ∂J/∂this / (1 + x), which is ∞ at −1.
 */
public final class Log1p extends UnaryOp {
    /** {@code Log1p(x)}, with the shape of x. */
    public Log1p(Node x) {
        super(x, Log1p::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.log1p(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.divide(Node.of(1).add(x())));
    }

    @Override
    public Notation notation() {
        return Notation.function("log1p").java("{0}.log1p()").numpy("np.log1p({0})");
    }
}
