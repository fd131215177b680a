package dev.gradus.node;

import java.util.List;

/**
 * The rectified linear unit max(x, 0), elementwise, for all x; NaN stays NaN.
 *
 * <p>∂J/∂x = ∂J/∂this where x &gt; 0, otherwise 0. At the kink, x = 0, the subgradient is 0.
 */
public final class Relu extends UnaryOp {
    /** {@code Relu(x)}, with the shape of x. */
    public Relu(Node x) {
        super(x, Relu::new);
    }

    @Override
    public double apply(double x) {
        return Math.max(x, 0.0);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(x().greater(0).where(upstream, Constant.of(0)));
    }

    @Override
    public Notation notation() {
        return Notation.function("relu").java("{0}.relu()").numpy("np.maximum({0}, 0)");
    }
}
