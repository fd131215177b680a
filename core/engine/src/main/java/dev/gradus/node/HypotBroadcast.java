package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * The hypotenuse √(a² + b²), elementwise with broadcasting, computed without intermediate overflow.
 *
 * <p>∂J/∂a = ∂J/∂this ∗ a / this and ∂J/∂b = ∂J/∂this ∗ b / this, each summed over the broadcast axes. At the origin
 * both are 0, the subgradient of least magnitude.
 */
public final class HypotBroadcast extends BinaryOp {
    /**
     * {@code hypot(a, b)}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public HypotBroadcast(Node a, Node b) {
        super(a, b, HypotBroadcast::new);
    }

    @Override
    public double apply(double a, double b) {
        return Elementary.hypot(a, b);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node length = equal(0).where(Constant.of(1), this);
        return List.of(
                upstream.multiply(new TextbookForm(a().divide(length), a().divide(this)))
                        .sumTo(a().shape()),
                upstream.multiply(new TextbookForm(b().divide(length), b().divide(this)))
                        .sumTo(b().shape()));
    }

    @Override
    public Notation notation() {
        return Notation.function("hypot").java("Functions.hypot({0}, {1})").numpy("np.hypot({0}, {1})");
    }
}
