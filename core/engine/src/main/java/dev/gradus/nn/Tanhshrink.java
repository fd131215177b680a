package dev.gradus.nn;

import dev.gradus.kernel.math.Elementary;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.UnaryOp;
import java.util.List;

/**
 * x − tanh x, element by element, for all x. Near 0, where most digits of the two terms agree, it is computed by Lambert's
 * continued fraction tanh x = x / (1 + c) with c = x² / (3 + x² / (5 + …)), as x c / (1 + c).
 *
 * <p>∂J/∂x = ∂J/∂this ∗ tanh² x.
 */
public final class Tanhshrink extends UnaryOp {
    /** With this number of levels, the fraction is exact to double precision for |x| ≤ 1. */
    private static final int LEVELS = 9;

    /** {@code Tanhshrink(x)}, of x's shape. */
    public Tanhshrink(Node x) {
        super(x, Tanhshrink::new);
    }

    @Override
    public double apply(double x) {
        if (!(Math.abs(x) < 1)) {
            return x - Elementary.tanh(x);
        }
        double square = x * x;
        double fraction = 0;
        for (int odd = 2 * LEVELS + 1; odd > 1; odd -= 2) {
            fraction = square / (odd + fraction);
        }
        return x * (fraction / (1 + fraction));
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(x().tanh().square()));
    }

    @Override
    public Notation notation() {
        return Notation.function("tanhshrink").java("new Tanhshrink({0})").numpy("{0} - np.tanh({0})");
    }
}
