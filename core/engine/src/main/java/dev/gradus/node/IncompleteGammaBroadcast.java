package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The regularized incomplete gamma functions P(a, x) and Q(a, x), or a derivative of either with respect to a,
 * elementwise with broadcasting, for a &gt; 0 and x ≥ 0. P(a, x) = ∫₀ˣ t^(a−1) e^−t dt / Γ(a) is the probability that a
 * gamma-distributed number is less than x. Q = 1 − P keeps all digits of the tail. The derivatives are NaN for a above
 * 10¹⁰.
 *
 * <p>∂J/∂a = ∂J/∂this ∗ the derivative of the next order with respect to a. ∂J/∂x = ±∂J/∂this ∗ D, with − for Q, where
 * D is the {@link GammaDensityBroadcast} x^(a−1) e^−x / Γ(a) or its derivative of this order with respect to a; ∂D/∂a =
 * D ∗ (ln x − ψ(a)). Both are summed over the broadcast axes.
 */
public final class IncompleteGammaBroadcast extends BinaryOp {
    private final boolean upper;
    private final int order;

    /**
     * {@code P(a, x)} or {@code Q(a, x)}.
     *
     * @param upper true for Q
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public IncompleteGammaBroadcast(Node a, Node x, boolean upper) {
        this(a, x, upper, 0);
    }

    /**
     * The derivative of this order of {@code P(a, x)} or {@code Q(a, x)} with respect to a.
     *
     * @param upper true for Q
     * @param order 0 for the function itself
     * @throws IllegalArgumentException if the order is negative
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public IncompleteGammaBroadcast(Node a, Node x, boolean upper, int order) {
        super(
                Objects.requireNonNull(a, "a"),
                Objects.requireNonNull(x, "x"),
                (shape, bound) -> new IncompleteGammaBroadcast(shape, bound, upper, order));
        this.upper = upper;
        this.order = DerivativeOrder.checked("IncompleteGammaBroadcast", order);
    }

    @Override
    public double apply(double a, double x) {
        if (order == 0) {
            return Elementary.incompleteGamma(upper, a, x);
        }
        double ofLower = Elementary.incompleteGamma(order, a, x);
        return upper ? -ofLower : ofLower;
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node slope = upper ? density().negate() : density();
        return List.of(
                upstream.multiply(new IncompleteGammaBroadcast(a(), b(), upper, order + 1))
                        .sumTo(a().shape()),
                upstream.multiply(slope).sumTo(b().shape()));
    }

    /**
     * The derivative of this order of D with respect to a. Leibniz's rule gives it from the lower orders and the
     * derivatives of ln x − ψ(a).
     */
    private Node density() {
        List<Node> derivatives = new ArrayList<>();
        derivatives.add(new GammaDensityBroadcast(a(), b()));
        for (int n = 0; n < order; n++) {
            Node next = derivatives.get(n).multiply(b().log().subtract(new Digamma(a())));
            double binomial = 1;
            for (int j = 1; j <= n; j++) {
                binomial *= (n - j + 1.0) / j;
                Node term = derivatives.get(n - j).multiply(new Polygamma(a(), j));
                next = next.subtract(term.multiply(binomial));
            }
            derivatives.add(next);
        }
        return derivatives.get(order);
    }

    @Override
    public Record attributes() {
        return new Kind(upper, order);
    }

    private record Kind(boolean upper, int order) {}

    @Override
    public List<String> operands() {
        return List.of("a", "x");
    }

    @Override
    public Notation notation() {
        Notation plain = Notation.function(upper ? "gammaQ" : "gammaP");
        return order == 0
                ? plain.java("Functions." + (upper ? "gammaQ" : "gammaP") + "({0}, {1})")
                        .numpy("scipy.special." + (upper ? "gammaincc" : "gammainc") + "({0}, {1})")
                : plain.arguments(List.of("derivative " + order + " by a"))
                        .java("new IncompleteGammaBroadcast({0}, {1}, " + upper + ", " + order + ")")
                        .numpy(series());
    }

    /**
     * The derivative of Σ x^(a + k) e^−x / Γ(a + k + 1), term by term. The logarithm of a term has the slope ln x − ψ(a
     * + k + 1).
     */
    private String series() {
        String slopes = "[np.log(x) - scipy.special.digamma(c)] + [-scipy.special.polygamma(j, c) for j in range(1, "
                + order + ")]";
        return "np.vectorize(lambda a, x: (lambda c: " + (upper ? "-" : "")
                + "np.sum((lambda g: __import__('functools').reduce("
                + "lambda d, n: d + [sum(math.comb(n, j) * d[n - j] * g[j] for j in range(n + 1))], range(" + order
                + "), [np.exp((c - 1) * np.log(x) - x - scipy.special.gammaln(c))])[-1])(" + slopes
                + ")))(a + 1 + np.arange(300)), otypes=[float])({0}, {1})";
    }
}
