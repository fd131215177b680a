package dev.gradus.node;

import java.util.List;

/**
 * x unchanged, treated as a constant by the backward pass, elementwise, for all x.
 *
 * <p>∂J/∂x is taken as zero.
 */
public final class StopGradient extends UnaryOp {
    /** {@code StopGradient(x)}, with the shape of x. */
    public StopGradient(Node x) {
        super(x, StopGradient::new);
    }

    @Override
    public double apply(double x) {
        return x;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(zero());
    }

    @Override
    public boolean stopsGradient() {
        return true;
    }

    @Override
    public Notation notation() {
        return Notation.function("stopGradient").java("{0}.stopGradient()").numpy("{0}");
    }
}
