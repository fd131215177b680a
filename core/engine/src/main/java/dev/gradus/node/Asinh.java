package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The inverse hyperbolic sine ln(x + √(x² + 1)), elementwise, for all x.
 *
 * <p>∂J/∂x = ∂J/∂this / √(x² + 1). The root is computed as a hypotenuse because the square of a large x would overflow.
 */
public final class Asinh extends UnaryOp {
    /** {@code Asinh(x)}, with the shape of x. */
    public Asinh(Node x) {
        super(x, Asinh::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.asinh(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node hypot = Functions.hypot(x(), Constant.of(1));
        return List.of(
                upstream.divide(new TextbookForm(hypot, x().square().add(1).sqrt())));
    }

    @Override
    public Notation notation() {
        return Notation.function("asinh").java("Functions.asinh({0})").numpy("np.arcsinh({0})");
    }
}
