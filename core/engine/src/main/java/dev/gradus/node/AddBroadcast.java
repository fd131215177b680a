package dev.gradus.node;

import dev.gradus.node.Notation.Binding;
import java.util.List;

/**
 * The sum a + b, elementwise with broadcasting.
 *
 * <p>∂J/∂a = ∂J/∂this and ∂J/∂b = ∂J/∂this, each summed over the broadcast axes.
 */
public final class AddBroadcast extends BinaryOp {
    /**
     * {@code a + b}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public AddBroadcast(Node a, Node b) {
        super(a, b, AddBroadcast::new);
    }

    @Override
    public double apply(double a, double b) {
        return a + b;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.sumTo(a().shape()), upstream.sumTo(b().shape()));
    }

    @Override
    public Notation notation() {
        return Notation.infix("+", Binding.SUM).java("{0}.add({1})").numpy("{0} + {1}");
    }
}
