package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The error function 2/√π ∫₀ˣ exp(−t²) dt, elementwise, for all finite x; between −1 and 1.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ exp(−x²) 2/√π.
 */
public final class Erf extends UnaryOp {
    /** {@code Erf(x)}, with the shape of x. */
    public Erf(Node x) {
        super(x, Erf::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.erf(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node bell = x().square().negate().exp();
        return List.of(upstream.multiply(bell.multiply(2 / Math.sqrt(Math.PI))));
    }

    @Override
    public Notation notation() {
        return Notation.function("erf").java("{0}.erf()").numpy("np.vectorize(math.erf, otypes=[float])({0})");
    }
}
