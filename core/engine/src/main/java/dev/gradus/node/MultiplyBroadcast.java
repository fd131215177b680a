package dev.gradus.node;

import dev.gradus.node.Notation.Binding;
import java.util.List;

/**
 * The elementwise (Hadamard) product a ∗ b, with broadcasting.
 *
 * <p>∂J/∂a = ∂J/∂this ∗ b and ∂J/∂b = ∂J/∂this ∗ a, each summed over the broadcast axes.
 */
public final class MultiplyBroadcast extends BinaryOp {
    /**
     * {@code a * b}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public MultiplyBroadcast(Node a, Node b) {
        super(a, b, MultiplyBroadcast::new);
    }

    @Override
    public double apply(double a, double b) {
        return a * b;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(
                upstream.multiply(b()).sumTo(a().shape()),
                upstream.multiply(a()).sumTo(b().shape()));
    }

    @Override
    public Notation notation() {
        return Notation.infix("∗", Binding.PRODUCT).java("{0}.multiply({1})").numpy("{0} * {1}");
    }
}
