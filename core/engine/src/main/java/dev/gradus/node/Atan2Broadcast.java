package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;
import java.util.Objects;

/**
 * The angle of the point (x, y) in radians, between −π and π, elementwise with broadcasting. As in the C standard, the
 * sign of a zero y selects the side of the branch cut along the negative x-axis.
 *
 * <p>∂J/∂y = ∂J/∂this ∗ x / (x² + y²) and ∂J/∂x = −∂J/∂this ∗ y / (x² + y²), each summed over the broadcast axes. The
 * rule divides twice by √(x² + y²), because x² + y² could overflow. At the origin both subgradients are 0.
 */
public final class Atan2Broadcast extends BinaryOp {
    /**
     * {@code atan2(y, x)}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public Atan2Broadcast(Node y, Node x) {
        super(Objects.requireNonNull(y, "y"), Objects.requireNonNull(x, "x"), Atan2Broadcast::new);
    }

    @Override
    public double apply(double y, double x) {
        return Elementary.atan2(y, x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node distance = new HypotBroadcast(b(), a());
        Node radius = distance.equal(0).where(Constant.of(1), distance);
        Node slopeInA = new TextbookForm(
                b().divide(radius).divide(radius), b().divide(distance).divide(distance));
        Node slopeInB = new TextbookForm(
                a().divide(radius).divide(radius), a().divide(distance).divide(distance));
        return List.of(
                upstream.multiply(slopeInA).sumTo(a().shape()),
                upstream.multiply(slopeInB.negate()).sumTo(b().shape()));
    }

    @Override
    public List<String> operands() {
        return List.of("y", "x");
    }

    @Override
    public Notation notation() {
        return Notation.function("atan2").java("{0}.atan2({1})").numpy("np.arctan2({0}, {1})");
    }
}
