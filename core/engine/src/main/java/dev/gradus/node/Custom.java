package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.Objects;

/**
 * An op without a class of its own: its value and its rule are given where it is used.
 *
 * <pre>{@code
 * Node y = Custom.of(List.of(x), x.shape(),
 *         (in, out) -> Arrays.setAll(out, i -> Math.cbrt(in[0][i])),
 *         (op, upstream) -> List.of(upstream.divide(op.square().multiply(3))));
 * }</pre>
 *
 * <p>Such an op is checked, differentiated again and run like any other. It prints as {@code custom(x)}; {@link
 * Node#named} gives it a better name. If it is used in more than one place, write a class: that has a notation, and a
 * contract of its own.
 */
public final class Custom extends Op {
    private final Forward forward;
    private final Backward backward;

    /** As {@link Op#forward}: must not change the inputs, must write all of {@code out}, and keeps nothing. */
    @FunctionalInterface
    public interface Forward {
        /** Computes the value. */
        void forward(double[][] in, double[] out);
    }

    /** As {@link Op#backward}, given the op, whose inputs it may use. */
    @FunctionalInterface
    public interface Backward {
        /** One gradient for each input, of its shape. */
        List<Node> backward(Op op, Node upstream);
    }

    /** Ops are the same only if their functions are the same objects. */
    private record Functions(Forward forward, Backward backward) {}

    private Custom(List<? extends Node> inputs, Shape shape, Forward forward, Backward backward) {
        super(shape, inputs.toArray(Node[]::new));
        this.forward = forward;
        this.backward = backward;
    }

    /**
     * An op of these inputs, with a value of this shape.
     *
     * @param forward computes the value from the inputs' row-major arrays
     * @param backward turns the gradient that arrives into one for each input
     */
    public static Custom of(List<? extends Node> inputs, Shape shape, Forward forward, Backward backward) {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(forward, "forward");
        Objects.requireNonNull(backward, "backward");
        return new Custom(inputs, shape, forward, backward);
    }

    @Override
    public void forward(double[][] in, double[] out) {
        forward.forward(in, out);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return backward.backward(this, upstream);
    }

    @Override
    public Custom withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Custom(inputs, shape(), forward, backward);
    }

    @Override
    public Record attributes() {
        return new Functions(forward, backward);
    }

    @Override
    public Notation notation() {
        return Notation.function("custom");
    }
}
