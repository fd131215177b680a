package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The natural logarithm ln x, elementwise, for x ≥ 0; −∞ at 0, NaN below.
 *
 * <p>∂J/∂x = ∂J/∂this / x.
 */
public final class Log extends UnaryOp {
    /** {@code Log(x)}, with the shape of x. */
    public Log(Node x) {
        super(x, Log::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.log(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.divide(x()));
    }

    @Override
    public Notation notation() {
        return Notation.function("log").java("{0}.log()").numpy("np.log({0})");
    }
}
