package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The angle in radians, between 0 and π, whose cosine is x, elementwise, for −1 ≤ x ≤ 1; NaN outside.
 *
 * <p>∂J/∂x = −∂J/∂this / √((1 − x) (1 + x)), which is −∞ at ±1. The product equals 1 − x² but keeps all digits near ±1.
 */
public final class Acos extends UnaryOp {
    /** {@code Acos(x)}, with the shape of x. */
    public Acos(Node x) {
        super(x, Acos::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.acos(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node one = Constant.of(1);
        Node product = one.subtract(x()).multiply(one.add(x()));
        Node root = new TextbookForm(product.sqrt(), one.subtract(x().square()).sqrt());
        return List.of(upstream.divide(root).negate());
    }

    @Override
    public Notation notation() {
        return Notation.function("acos").java("{0}.acos()").numpy("np.arccos({0})");
    }
}
