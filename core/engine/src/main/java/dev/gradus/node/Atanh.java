package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The inverse hyperbolic tangent ½ ln((1 + x) / (1 − x)), elementwise, for −1 &lt; x &lt; 1; ±∞ at ±1, NaN outside.
 *
 * <p>∂J/∂x = ∂J/∂this / ((1 − x) (1 + x)). The product equals 1 − x² but keeps all digits near ±1.
 */
public final class Atanh extends UnaryOp {
    /** {@code Atanh(x)}, with the shape of x. */
    public Atanh(Node x) {
        super(x, Atanh::new);
    }

    @Override
    public double apply(double x) {
        return Elementary.atanh(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node one = Constant.of(1);
        Node product = one.subtract(x()).multiply(one.add(x()));
        return List.of(upstream.divide(new TextbookForm(product, one.subtract(x().square()))));
    }

    @Override
    public Notation notation() {
        return Notation.function("atanh").java("Functions.atanh({0})").numpy("np.arctanh({0})");
    }
}
