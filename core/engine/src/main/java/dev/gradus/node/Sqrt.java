package dev.gradus.node;

import java.util.List;

/**
 * The square root √x, element by element, for x ≥ 0; NaN below.
 *
 * <p>∂J/∂x = ∂J/∂this / (2 √x), and √x is this very node. At 0 the slope is ∞; so that this holds at −0 too, its root is
 * taken to be 0.
 */
public final class Sqrt extends UnaryOp {
    /** {@code Sqrt(x)}, of x's shape. */
    public Sqrt(Node x) {
        super(x);
    }

    @Override
    public double apply(double x) {
        return Math.sqrt(x + 0.0);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.divide(multiply(2)));
    }

    @Override
    public Sqrt withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Sqrt(inputs.get(0));
    }

    @Override
    public Notation notation() {
        return Notation.function("√").java("{0}.sqrt()").numpy("np.sqrt({0})");
    }
}
