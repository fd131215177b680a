package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The complementary error function 1 − erf(x), elementwise, for all x; between 0 and 2. It keeps all digits of the
 * tail, where 1 − erf(x) loses them: erfc(10) is 2.1e−45.
 *
 * <p>∂J/∂x = −∂J/∂this ∗ exp(−x²) 2/√π.
 */
public final class Erfc extends UnaryOp {
    /** {@code Erfc(x)}, with the shape of x. */
    public Erfc(Node x) {
        super(x, Erfc::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.erfc(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node bell = x().square().negate().exp();
        return List.of(upstream.multiply(bell.multiply(-2 / Math.sqrt(Math.PI))));
    }

    @Override
    public Notation notation() {
        return Notation.function("erfc")
                .java("Functions.erfc({0})")
                .numpy("np.vectorize(math.erfc, otypes=[float])({0})");
    }
}
