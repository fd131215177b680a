package dev.gradus.node;

import dev.gradus.node.Notation.Binding;
import java.util.List;

/**
 * The quotient a / b, elementwise with broadcasting. Division by 0 gives ±∞ or NaN as in IEEE 754.
 *
 * <p>∂J/∂a = ∂J/∂this / b and ∂J/∂b = −∂J/∂this / b ∗ (a / b), each summed over the broadcast axes.
 */
public final class DivideBroadcast extends BinaryOp {
    /**
     * {@code a / b}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public DivideBroadcast(Node a, Node b) {
        super(a, b, DivideBroadcast::new);
    }

    @Override
    public double apply(double a, double b) {
        return a / b;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(
                upstream.divide(b()).sumTo(a().shape()),
                upstream.divide(b()).multiply(this).negate().sumTo(b().shape()));
    }

    @Override
    public Notation notation() {
        return Notation.infix("/", Binding.PRODUCT).java("{0}.divide({1})").numpy("{0} / {1}");
    }
}
