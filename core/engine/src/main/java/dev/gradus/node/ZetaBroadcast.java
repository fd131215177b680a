package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;
import java.util.Objects;

/**
 * The Hurwitz zeta function ζ(s, x) = Σ (x + k)^−s over k = 0, 1, 2, …, or a derivative of it with respect to s,
 * elementwise with broadcasting, for s &gt; 1 and x &gt; 0. It is ∞ for s = 1 and for x = 0, and NaN elsewhere. ζ(s, 1)
 * is the Riemann zeta function.
 *
 * <p>With ζₙ for the derivative of order n with respect to s, ∂J/∂s = ∂J/∂this ∗ ζₙ₊₁(s, x) and ∂J/∂x = −∂J/∂this ∗ (s
 * ζₙ(s + 1, x) + n ζₙ₋₁(s + 1, x)), each summed over the broadcast axes.
 */
public final class ZetaBroadcast extends BinaryOp {
    private final int order;

    /**
     * {@code ζ(s, x)}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public ZetaBroadcast(Node s, Node x) {
        this(s, x, 0);
    }

    /**
     * The derivative of this order of {@code ζ(s, x)} with respect to s.
     *
     * @param order 0 for the function itself
     * @throws IllegalArgumentException if the order is negative
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public ZetaBroadcast(Node s, Node x, int order) {
        super(
                Objects.requireNonNull(s, "s"),
                Objects.requireNonNull(x, "x"),
                (exponent, shift) -> new ZetaBroadcast(exponent, shift, order));
        this.order = DerivativeOrder.checked("ZetaBroadcast", order);
    }

    @Override
    public double apply(double s, double x) {
        return order == 0 ? Elementary.zeta(s, x) : Elementary.zeta(order, s, x);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node next = a().add(1);
        Node slope = new ZetaBroadcast(next, b(), order).multiply(a());
        Node both = order == 0 ? slope : slope.add(new ZetaBroadcast(next, b(), order - 1).multiply(order));
        return List.of(
                upstream.multiply(new ZetaBroadcast(a(), b(), order + 1)).sumTo(a().shape()),
                upstream.multiply(both.negate()).sumTo(b().shape()));
    }

    @Override
    public Record attributes() {
        return new Order(order);
    }

    private record Order(int order) {}

    @Override
    public List<String> operands() {
        return List.of("s", "x");
    }

    @Override
    public Notation notation() {
        Notation plain = Notation.function("ζ");
        return order == 0
                ? plain.java("Functions.zeta({0}, {1})").numpy("scipy.special.zeta({0}, {1})")
                : plain.arguments(List.of("derivative " + order))
                        .java("new ZetaBroadcast({0}, {1}, " + order + ")")
                        .numpy(series());
    }

    /**
     * The Euler–Maclaurin formula: 300 terms, and ∫ (−ln t)ⁿ t^−s dt with half a term and a derivative for the rest.
     */
    private String series() {
        String term = "(-np.log(t)) ** " + order + " * t ** -s";
        StringBuilder integral = new StringBuilder();
        long factor = 1;
        for (int j = 0; j <= order; j++) {
            integral.append(j == 0 ? "" : " + ")
                    .append(factor)
                    .append(".0 * np.log(t) ** ")
                    .append(order - j)
                    .append(" / (s - 1) ** ")
                    .append(j + 1);
            factor *= order - j;
        }
        String sign = order % 2 == 0 ? "" : "-";
        return "np.vectorize(lambda s, x: (lambda t: np.sum(" + term + "))(x + np.arange(300))"
                + " + (lambda t: " + sign + "t ** (1 - s) * (" + integral + ") + " + term
                + " / 2 + (s * (-np.log(t)) ** " + order
                + " + " + order + " * (-np.log(t)) ** " + (order - 1) + ") * t ** (-s - 1) / 12)(x + 300.0),"
                + " otypes=[float])({0}, {1})";
    }
}
