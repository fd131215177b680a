package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;
import java.util.Objects;

/**
 * x ln y, and 0 where x is 0 whatever y is, elementwise with broadcasting.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ ln y and ∂J/∂y = ∂J/∂this ∗ x / y, each summed over the broadcast axes. Where x is 0 and y ≤ 0,
 * both are 0.
 */
public final class XlogyBroadcast extends BinaryOp {
    /**
     * {@code xlogy(x, y)}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public XlogyBroadcast(Node x, Node y) {
        super(Objects.requireNonNull(x, "x"), Objects.requireNonNull(y, "y"), XlogyBroadcast::new);
    }

    @Override
    public double apply(double x, double y) {
        return Elementary.xlogy(x, y);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node atZero = a().equal(0).multiply(b().lessEqual(0));
        Node y = atZero.where(Constant.of(1), b());
        return List.of(
                upstream.multiply(y.log()).sumTo(a().shape()),
                upstream.multiply(a()).divide(y).sumTo(b().shape()));
    }

    @Override
    public List<String> operands() {
        return List.of("x", "y");
    }

    @Override
    public Notation notation() {
        return Notation.function("xlogy")
                .java("Functions.xlogy({0}, {1})")
                .numpy("np.where({0} == 0, 0 * ({0} + {1}), {0} * np.log({1}))");
    }
}
