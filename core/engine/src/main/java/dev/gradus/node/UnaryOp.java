package dev.gradus.node;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * An elementwise function of one operand. A subclass supplies the scalar formula and the local backward:
 *
 * <pre>{@code
 * final class Gaussian extends UnaryOp {
 *     Gaussian(Node x) {
 *         super(x, Gaussian::new);
 *     }
 *
 *     @Override
 *     public double apply(double x) {
 *         return StrictMath.exp(-x * x);
 *     }
 *
 *     @Override
 *     public List<Node> backward(Node upstream) {
 *         return List.of(upstream.multiply(this).multiply(x()).multiply(-2));
 *     }
 * }
 * }</pre>
 *
 * <p>The value is as reproducible as the functions that {@link #apply} calls: those of {@code StrictMath} return the
 * same bits everywhere; {@code Math.exp} and similar functions need not.
 */
public abstract class UnaryOp extends Op {
    /**
     * An op with the shape of x.
     *
     * @param maker constructs the same op on another operand, such as {@code Softplus::new}
     */
    protected UnaryOp(Node x, Function<? super Node, ? extends UnaryOp> maker) {
        super(Objects.requireNonNull(x, "x").shape(), x, maker);
    }

    /** An op with the shape of x whose class overrides {@link #withInputs}. */
    protected UnaryOp(Node x) {
        super(Objects.requireNonNull(x, "x").shape(), x);
    }

    /** The function of one element. It must be pure. */
    public abstract double apply(double x);

    /** The operand. */
    public final Node x() {
        return input(0);
    }

    @Override
    public void forward(double[][] in, double[] out) {
        double[] x = in[0];
        for (int i = 0; i < out.length; i++) {
            out[i] = apply(x[i]);
        }
    }

    /**
     * The values that the function approaches, such as 0 and 1 for a sigmoid; none by default. Near them the slope, and
     * with it the gradient, vanishes, so checks report elements that are close to them.
     */
    public List<Double> limits() {
        return List.of();
    }

    @Override
    public Dependence dependence() {
        return Dependence.ELEMENTWISE;
    }

    @Override
    public List<String> operands() {
        return List.of("x");
    }
}
