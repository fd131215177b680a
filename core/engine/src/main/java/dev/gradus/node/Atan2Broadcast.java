package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;
import java.util.Objects;

/**
 * The angle of the point (x, y) in radians, between −π and π, element by element, operands broadcast. Signed zeros tell the
 * sides of the cut along the negative x axis apart, as in the C standard.
 *
 * <p>∂J/∂y = ∂J/∂this ∗ x / (x² + y²) and ∂J/∂x = −∂J/∂this ∗ y / (x² + y²), each summed over the copies that broadcasting
 * made, and divided twice by the point's distance, whose square might overflow. Both are taken to be 0 at the origin.
 */
public final class Atan2Broadcast extends BinaryOp {
    /**
     * {@code atan2(y, x)}.
     *
     * @throws ShapeException if the shapes do not broadcast, see {@link BinaryOp}
     */
    public Atan2Broadcast(Node y, Node x) {
        super(Objects.requireNonNull(y, "y"), Objects.requireNonNull(x, "x"));
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
    public Atan2Broadcast withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Atan2Broadcast(inputs.get(0), inputs.get(1));
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
