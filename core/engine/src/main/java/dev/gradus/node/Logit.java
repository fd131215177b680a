package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The log-odds ln(x / (1 − x)), elementwise, for 0 &lt; x &lt; 1: the inverse of {@link Sigmoid}. −∞ at 0, ∞ at 1, NaN
 * outside.
 *
 * <p>∂J/∂x = ∂J/∂this / (x (1 − x)).
 */
public final class Logit extends UnaryOp {
    /** {@code Logit(x)}, with the shape of x. */
    public Logit(Node x) {
        super(x, Logit::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.logit(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.divide(x().multiply(Node.of(1).subtract(x()))));
    }

    @Override
    public Notation notation() {
        return Notation.function("logit").java("Functions.logit({0})").numpy("np.log({0}) - np.log1p(-({0}))");
    }
}
