package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;
import java.util.Optional;

/**
 * The logistic sigmoid σ(x) = 1 / (1 + e⁻ˣ), elementwise, for all x; between 0 and 1.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ this ∗ (1 − this).
 */
public final class Sigmoid extends UnaryOp {
    /** {@code Sigmoid(x)}, with the shape of x. */
    public Sigmoid(Node x) {
        super(x, Sigmoid::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.sigmoid(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(multiply(Node.of(1).subtract(this))));
    }

    @Override
    public Optional<Node> definition() {
        Node one = Constant.of(1);
        return Optional.of(one.divide(one.add(x().negate().exp())));
    }

    @Override
    public List<Double> limits() {
        return List.of(0.0, 1.0);
    }

    @Override
    public Notation notation() {
        return Notation.function("σ").java("{0}.sigmoid()").numpy("1 / (1 + np.exp(-{0}))");
    }
}
