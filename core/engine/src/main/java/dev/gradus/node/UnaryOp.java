package dev.gradus.node;

import java.util.List;
import java.util.Objects;

/**
 * A function of each element; a subclass gives the scalar formula and the local backward.
 *
 * <p>The value is as reproducible as the functions that {@link #apply} calls: {@code StrictMath} gives the same bits
 * everywhere, {@code Math.exp} and its kin need not.
 */
public abstract class UnaryOp extends Op {
    /** An op of x's shape. */
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
     * The values that the function approaches, as a sigmoid approaches 0 and 1. Its slope vanishes there, and with it
     * every gradient that passes, so checks report elements near them. None by default.
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
