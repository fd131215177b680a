package dev.gradus.node;

import java.util.List;

/**
 * The sign of x, 1 or 0 or −1, element by element, for every x; NaN stays NaN.
 *
 * <p>Constant but for its jump at 0, so ∂J/∂x is zero.
 */
public final class Sign extends UnaryOp {
    /** {@code Sign(x)}, of x's shape. */
    public Sign(Node x) {
        super(x);
    }

    @Override
    public double apply(double x) {
        return Math.signum(x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(zero());
    }

    @Override
    public Sign withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Sign(inputs.get(0));
    }

    @Override
    public Notation notation() {
        return Notation.function("sign").java("{0}.sign()").numpy("np.sign({0})");
    }
}
