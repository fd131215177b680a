package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * An op without a class of its own: its value and its rule are given where it is used.
 *
 * <pre>{@code
 * Node y = Custom.of(List.of(x),
 *         (in, out) -> Arrays.setAll(out, i -> Math.cbrt(in[0][i])),
 *         (op, upstream) -> List.of(upstream.divide(op.square().multiply(3))));
 * }</pre>
 *
 * <p>Such an op is checked, run and differentiated like any other. It prints as {@code custom(x)} unless
 * {@link Node#named} gives it a name. For an op that is used in several places, write a class instead: a class has its
 * own notation and contract.
 */
public final class Custom extends Op {
    private final Functions functions;

    /**
     * Computes the value under the contract of {@link Op#forward}: it must not modify the inputs, must write all of
     * {@code out} and must not retain either array.
     */
    @FunctionalInterface
    public interface Forward {
        /** Computes the value. */
        void forward(double[][] in, double[] out);
    }

    /** Computes the gradients under the contract of {@link Op#backward}, given the op. */
    @FunctionalInterface
    public interface Backward {
        /** One gradient for each input, with the shape of that input. */
        List<Node> backward(Op op, Node upstream);
    }

    /** Two ops are the same only if their functions are the same objects. */
    private record Functions(Function<List<Node>, Shape> shape, Forward forward, Backward backward) {}

    private Custom(List<Node> inputs, Functions functions) {
        super(functions.shape.apply(inputs), inputs, in -> new Custom(in, functions));
        this.functions = functions;
    }

    /**
     * An op of these inputs whose value has the shape of the first input.
     *
     * @param forward computes the value from the inputs' row-major arrays
     * @param backward maps the upstream gradient to a gradient for each input
     * @throws IllegalArgumentException if there are no inputs
     */
    public static Custom of(List<? extends Node> inputs, Forward forward, Backward backward) {
        Objects.requireNonNull(inputs, "inputs");
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("Custom: an op without inputs needs an explicit shape");
        }
        return of(inputs, all -> all.get(0).shape(), forward, backward);
    }

    /**
     * An op of these inputs whose value has the shape that a function computes.
     *
     * @param shape computes the shape of the value; it should throw a {@link ShapeException} if the inputs do not fit
     */
    public static Custom of(
            List<? extends Node> inputs, Function<List<Node>, Shape> shape, Forward forward, Backward backward) {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(forward, "forward");
        Objects.requireNonNull(backward, "backward");
        return new Custom(List.copyOf(inputs), new Functions(shape, forward, backward));
    }

    @Override
    public void forward(double[][] in, double[] out) {
        functions.forward.forward(in, out);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return functions.backward.backward(this, upstream);
    }

    @Override
    public Record attributes() {
        return functions;
    }

    @Override
    public Notation notation() {
        return Notation.function("custom");
    }
}
