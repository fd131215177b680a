package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.ArrayList;
import java.util.List;

/**
 * The modified Bessel function of the first kind I_n(x) of integer order n, elementwise, for all x. The scaled function
 * e^−|x| I_n(x) does not overflow.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ ½ (I_(n−1)(x) + I_(n+1)(x)), with I_(−1) = I₁ (NIST Digital Library of Mathematical Functions,
 * 10.29.1 and 10.27.1). If scaled, −sign(x) ∗ this is added to the slope; for large x the terms cancel, which leaves an
 * absolute error of about 10⁻¹⁶ ∗ this. The scaled function of order 0 has a kink at 0, where the subgradient is 0.
 */
public final class BesselI extends UnaryOp {
    private final int order;
    private final boolean scaled;

    /**
     * {@code I_order(x)}, with the shape of x.
     *
     * @param scaled whether to multiply by e^−|x|
     * @throws IllegalArgumentException if the order is negative
     */
    public BesselI(Node x, int order, boolean scaled) {
        super(x, in -> new BesselI(in, order, scaled));
        this.order = DerivativeOrder.checked("BesselI", order);
        this.scaled = scaled;
    }

    @Override
    public double apply(double x) {
        return Elementary.besselI(order, scaled, x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node next = new BesselI(x(), order + 1, scaled);
        Node slope = order == 0
                ? next
                : next.add(new BesselI(x(), order - 1, scaled)).multiply(0.5);
        return List.of(upstream.multiply(scaled ? slope.subtract(x().sign().multiply(this)) : slope));
    }

    @Override
    public Record attributes() {
        return new Kind(order, scaled);
    }

    private record Kind(int order, boolean scaled) {}

    @Override
    public Notation notation() {
        List<String> arguments = new ArrayList<>(List.of("order " + order));
        if (scaled) {
            arguments.add("scaled");
        }
        return Notation.function("besselI")
                .arguments(arguments)
                .java("new BesselI({0}, " + order + ", " + scaled + ")")
                .numpy("scipy.special." + (scaled ? "ive" : "iv") + "(" + order + ", {0})");
    }
}
