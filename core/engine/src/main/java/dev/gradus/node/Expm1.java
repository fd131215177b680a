package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * eˣ − 1, element by element, for every x, precise also near 0, where eˣ − 1 computed in two steps loses its digits.
 * Overflows to ∞ above 709.78.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ eˣ. This node plus 1 is eˣ as well, but has no digits left of it where x is far below 0.
 */
public final class Expm1 extends UnaryOp {
    /** {@code Expm1(x)}, of x's shape. */
    public Expm1(Node x) {
        super(x);
    }

    @Override
    public double apply(double x) {
        return Elementary.expm1(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(x().exp()));
    }

    @Override
    public Expm1 withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Expm1(inputs.get(0));
    }

    @Override
    public Notation notation() {
        return Notation.function("expm1").java("{0}.expm1()").numpy("np.expm1({0})");
    }
}
