package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Stands for a gradient in the result of a rule: {@link Op#zero()} or {@link Op#undefined}. It has no value, and ops
 * refuse it as an input.
 */
public final class NoGradient extends Op {
    private final Optional<String> reason;

    NoGradient(Optional<String> reason) {
        super(Shape.scalar());
        this.reason = reason;
    }

    /** Whether the gradient is zero everywhere rather than undefined. */
    public boolean isZero() {
        return reason.isEmpty();
    }

    /** Why the gradient is undefined; empty for a zero gradient. */
    public Optional<String> reason() {
        return reason;
    }

    String meaning() {
        return reason.map(why -> "an undefined gradient (" + why + ")").orElse("a zero gradient");
    }

    @Override
    public void forward(double[][] in, double[] out) {
        throw new IllegalStateException("Cannot compute " + meaning() + ": it has no value");
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of();
    }

    @Override
    public NoGradient withInputs(List<Node> inputs) {
        return new NoGradient(reason);
    }

    /** The call as written in the rule, for messages. */
    @Override
    public Notation notation() {
        return Notation.function(isZero() ? "zero" : "undefined")
                .arguments(reason.stream().toList());
    }
}
