package dev.gradus.node;

import dev.gradus.node.Notation.Binding;
import dev.gradus.node.Notation.Form;
import java.util.List;

/**
 * The reciprocal 1 / x, elementwise, for x ≠ 0; ±∞ at ±0.
 *
 * <p>∂J/∂x = −∂J/∂this ∗ this². The rule multiplies by this twice, because the square may overflow where the result
 * does not.
 */
public final class Reciprocal extends UnaryOp {
    /** {@code Reciprocal(x)}, with the shape of x. */
    public Reciprocal(Node x) {
        super(x, Reciprocal::new);
    }

    @Override
    public double apply(double x) {
        return 1 / x;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(this).multiply(this).negate());
    }

    @Override
    public Notation notation() {
        return new Notation(Form.PREFIX, "1 / ", List.of(), Binding.PRODUCT, "{0}.reciprocal()", "1 / {0}");
    }
}
