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
 * The exponential linear unit: x where x &gt; 0, else α (e^(x/β) − 1), element by element, for every x (Clevert,
 * Unterthiner and Hochreiter, "Fast and accurate deep network learning by exponential linear units", ICLR 2016, with β =
 * 1; Barron, "Continuously differentiable exponential linear units", 2017, with β = α).
 *
 * <p>∂J/∂x = ∂J/∂this where x &gt; 0, else ∂J/∂this ∗ α/β e^(x/β): at x = 0 the slope taken is α/β.
 */
public final class Elu extends UnaryOp {
    private final double alpha;
    private final double beta;

    /**
     * {@code Elu(x)}, of x's shape.
     *
     * @param alpha minus the value that it approaches at −∞, as 1
     * @param beta how far down x has to go for the distance to that value to shrink e-fold, as 1
     * @throws IllegalArgumentException if α is infinite or NaN, or β is not positive and finite
     */
    public Elu(Node x, double alpha, double beta) {
        super(x);
        if (!Double.isFinite(alpha) || !(beta > 0) || !Double.isFinite(beta)) {
            throw new IllegalArgumentException(
                    "Elu: α must be a finite number and β a positive one, such as 1 and 1, not " + alpha + " and "
                            + beta);
        }
        this.alpha = alpha;
        this.beta = beta;
    }

    /** Minus the value that it approaches at −∞. */
    public double alpha() {
        return alpha;
    }

    /** How far down x has to go for the distance to that value to shrink e-fold. */
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
        // 0 in the place of positive numbers, whose exponential may be infinite
        Node decay = isPositive.where(Constant.of(0), x()).divide(beta).exp();
        Node written = new TextbookForm(decay, x().divide(beta).exp());
        return List.of(isPositive.where(upstream, upstream.multiply(written.multiply(alpha / beta))));
    }

    @Override
    public List<Double> limits() {
        return List.of(-alpha);
    }

    @Override
    public Elu withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Elu(inputs.get(0), alpha, beta);
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
