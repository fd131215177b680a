package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The hyperbolic tangent, elementwise, for all x; between −1 and 1.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ (1 − this²).
 */
public final class Tanh extends UnaryOp {
    /** {@code Tanh(x)}, with the shape of x. */
    public Tanh(Node x) {
        super(x, Tanh::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.tanh(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(Node.of(1).subtract(multiply(this))));
    }

    @Override
    public List<Double> limits() {
        return List.of(-1.0, 1.0);
    }

    @Override
    public Notation notation() {
        return Notation.function("tanh").java("{0}.tanh()").numpy("np.tanh({0})");
    }
}
