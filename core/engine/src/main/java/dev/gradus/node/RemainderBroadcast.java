package dev.gradus.node;

import java.util.List;
import java.util.Objects;

/**
 * The remainder a − b ⌊a / b⌋, elementwise with broadcasting. It lies between 0 and b and has the sign of b, like
 * {@code np.mod}. It is exact, unlike the formula in floating-point arithmetic: the remainder of 1 divided by the
 * double 0.1 is 0.09999999999999995. It is NaN if b is 0 or a is infinite, and it jumps where a is a multiple of b.
 *
 * <p>∂J/∂a = ∂J/∂this and ∂J/∂b = −∂J/∂this ∗ ⌊a / b⌋, each summed over the broadcast axes.
 */
public final class RemainderBroadcast extends BinaryOp {
    /**
     * {@code remainder(a, b)}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public RemainderBroadcast(Node a, Node b) {
        super(Objects.requireNonNull(a, "a"), Objects.requireNonNull(b, "b"), RemainderBroadcast::new);
    }

    /** Java's remainder is exact and has the sign of a. */
    @Override
    public double apply(double a, double b) {
        double remainder = a % b;
        if (remainder == 0) {
            return Math.copySign(0.0, b);
        }
        return (remainder < 0) == (b < 0) ? remainder : remainder + b;
    }

    /** ⌊a / b⌋ is (a − this) / b, which is an integer up to rounding. */
    @Override
    public List<Node> backward(Node upstream) {
        Node times = Functions.round(a().subtract(this).divide(b()));
        return List.of(
                upstream.sumTo(a().shape()), upstream.multiply(times).negate().sumTo(b().shape()));
    }

    @Override
    public Notation notation() {
        return Notation.function("remainder")
                .java("Functions.remainder({0}, {1})")
                .numpy("np.mod({0}, {1})");
    }
}
