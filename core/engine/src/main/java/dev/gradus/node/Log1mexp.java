package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import java.util.List;
import java.util.Optional;

/**
 * ln(1 − e^x), elementwise, for x ≤ 0: the logarithm of the probability that something does not happen, from the
 * logarithm of the probability that it does. It is −∞ at 0 and NaN above.
 *
 * <p>Near 0 the difference 1 − e^x is −expm1(x), and far below it is nearly 1, where ln(1 + y) is accurate. The two forms
 * meet at −ln 2 (M. Mächler, Accurately Computing log(1 − exp(−|a|)), 2012).
 *
 * <p>∂J/∂x = −∂J/∂this / (e^−x − 1), which is −∞ at 0.
 */
public final class Log1mexp extends UnaryOp {
    private static final double LN_2 = 0.6931471805599453;

    /** {@code Log1mexp(x)}, with the shape of x. */
    public Log1mexp(Node x) {
        super(x, Log1mexp::new);
    }

    @Override
    public double apply(double x) {
        return x > -LN_2 ? Elementary.log(-Elementary.expm1(x)) : Elementary.log1p(-Elementary.exp(x));
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.divide(x().negate().expm1()).negate());
    }

    /** It loses digits far below 0, where {@link #apply} does not. */
    @Override
    public Optional<Node> definition() {
        return Optional.of(x().expm1().negate().log());
    }

    @Override
    public Notation notation() {
        return Notation.function("log1mexp").java("new Log1mexp({0})").numpy("np.log(-np.expm1({0}))");
    }
}
