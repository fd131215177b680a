package dev.gradus.nn;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.UnaryOp;
import java.util.List;

/**
 * x / (1 + |x|), element by element, for all finite x; between −1 and 1.
 *
 * <p>∂J/∂x = ∂J/∂this ∗ 1 / (1 + |x|)². The quotient rule would compute this as a difference of two terms, which loses
 * precision for large |x|. At x = 0 the second derivative jumps from 2 to −2 and is defined as 0.
 */
public final class Softsign extends UnaryOp {
    /** {@code Softsign(x)}, of x's shape. */
    public Softsign(Node x) {
        super(x, Softsign::new);
    }

    @Override
    public double apply(double x) {
        return x / (1 + Math.abs(x));
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(x().abs().add(1).reciprocal().square()));
    }

    @Override
    public List<Double> limits() {
        return List.of(-1.0, 1.0);
    }

    @Override
    public Notation notation() {
        return Notation.function("softsign").java("new Softsign({0})").numpy("{0} / (1 + np.abs({0}))");
    }
}
