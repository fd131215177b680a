package dev.gradus.nn;

import dev.gradus.kernel.math.Elementary;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.TextbookForm;
import dev.gradus.node.UnaryOp;
import dev.gradus.tensor.NumpyFormat;
import java.util.List;

/**
 * The exponential linear unit: x where x &gt; 0, otherwise α (e^(x/β) − 1), element by element, for all x (Clevert,
 * Unterthiner and Hochreiter, "Fast and accurate deep network learning by exponential linear units", ICLR 2016, with β = 1;
 * Barron, "Continuously differentiable exponential linear units", 2017, with β = α).
 *
 * <p>∂J/∂x = ∂J/∂this where x &gt; 0, otherwise ∂J/∂this ∗ α/β e^(x/β). The slope at x = 0 is α/β.
 */
public final class Elu extends UnaryOp {
    private final double alpha;
    private final double beta;

    /**
     * {@code Elu(x)}, of x's shape.
     *
     * @param alpha α; the limit at −∞ is −α
     * @param beta β; the distance to the limit shrinks by a factor e when x decreases by β
     * @throws IllegalArgumentException if α is infinite or NaN, or β is not positive and finite
     */
    public Elu(Node x, double alpha, double beta) {
        super(x, in -> new Elu(in, alpha, beta));
        if (!Double.isFinite(alpha) || !(beta > 0) || !Double.isFinite(beta)) {
            throw new IllegalArgumentException(
                    "Elu: α must be a finite number and β a positive one, such as 1 and 1, not " + alpha + " and "
                            + beta);
        }
        this.alpha = alpha;
        this.beta = beta;
    }

    /** Returns α; the limit at −∞ is −α. */
    public double alpha() {
        return alpha;
    }

    /** Returns β; the distance to the limit shrinks by a factor e when x decreases by β. */
    public double beta() {
        return beta;
    }

    @Override
    public double apply(double x) {
        return x > 0 ? x : alpha * Elementary.expm1(x / beta);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node isPositive = x().greater(0);
        // 0 in place of positive numbers, whose exponential may be infinite
        Node decay = isPositive.where(Constant.of(0), x()).divide(beta).exp();
        Node written = new TextbookForm(decay, x().divide(beta).exp());
        return List.of(isPositive.where(upstream, upstream.multiply(written.multiply(alpha / beta))));
    }

    @Override
    public List<Double> limits() {
        return List.of(-alpha);
    }

    @Override
    public Record attributes() {
        return new Bend(alpha, beta);
    }

    private record Bend(double alpha, double beta) {}

    @Override
    public Notation notation() {
        String a = NumpyFormat.number(alpha), b = NumpyFormat.number(beta);
        return Notation.function("elu")
                .arguments(List.of("α " + a, "β " + b))
                .java("new Elu({0}, " + a + ", " + b + ")")
                .numpy("np.where({0} > 0, {0}, " + a + " * np.expm1(np.minimum({0}, 0) / " + b + "))");
    }
}
