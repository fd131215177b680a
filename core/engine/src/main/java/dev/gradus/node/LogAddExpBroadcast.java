package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;

/**
 * ln(eᵃ + eᵇ), elementwise with broadcasting, without overflow; −∞ if both are −∞.
 *
 * <p>∂J/∂a = ∂J/∂this ∗ σ(a − b) and ∂J/∂b = ∂J/∂this ∗ σ(b − a), each summed over the broadcast axes. Where both are
 * the same infinity, each gets half of the upstream gradient.
 */
public final class LogAddExpBroadcast extends BinaryOp {
    /**
     * {@code logaddexp(a, b)}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public LogAddExpBroadcast(Node a, Node b) {
        super(a, b, LogAddExpBroadcast::new);
    }

    @Override
    public double apply(double a, double b) {
        return Elementary.logaddexp(a, b);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node bothInfinite = a().equal(b()).multiply(a().abs().equal(Double.POSITIVE_INFINITY));
        Node difference = bothInfinite.where(Constant.of(0), a().subtract(b()));
        return List.of(
                upstream.multiply(difference.sigmoid()).sumTo(a().shape()),
                upstream.multiply(difference.negate().sigmoid()).sumTo(b().shape()));
    }

    @Override
    public Notation notation() {
        return Notation.function("logAddExp")
                .java("Functions.logAddExp({0}, {1})")
                .numpy("np.logaddexp({0}, {1})");
    }
}
