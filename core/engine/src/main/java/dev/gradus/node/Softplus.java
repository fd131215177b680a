package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;
import java.util.Optional;

/**
 * ln(1 + eˣ), a smooth max(x, 0), elementwise, for all x, without overflow.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ σ(x); see {@link Sigmoid}.
 */
public final class Softplus extends UnaryOp {
    /** {@code Softplus(x)}, with the shape of x. */
    public Softplus(Node x) {
        super(x, Softplus::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.softplus(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(x().sigmoid()));
    }

    @Override
    public Optional<Node> definition() {
        return Optional.of(Node.of(1).add(x().exp()).log());
    }

    @Override
    public Notation notation() {
        return Notation.function("softplus").java("{0}.softplus()").numpy("np.logaddexp(0, {0})");
    }
}
