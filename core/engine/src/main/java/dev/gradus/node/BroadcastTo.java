package dev.gradus.node;

import dev.gradus.kernel.Broadcast;
import dev.gradus.tensor.Shape;
import java.util.List;

/**
 * Repeats x to a larger shape as NumPy's broadcasting does: axes of size 1 are repeated, new axes come on the left.
 *
 * <p>∂J/∂x is the upstream gradient, summed over the copies: {@link SumTo}.
 */
public final class BroadcastTo extends Op {
    private final Broadcast broadcast;

    /**
     * {@code x} repeated to this shape.
     *
     * @throws ShapeException if x does not broadcast to the target
     */
    public BroadcastTo(Node x, Shape target) {
        super(target, x);
        if (!Broadcasting.canGrow(x.shape(), target)) {
            throw new ShapeException("BroadcastTo: " + x.describe() + " does not broadcast to " + target);
        }
        this.broadcast = Broadcast.to(target.sizes(), x.shape().sizes());
    }

    @Override
    public void forward(double[][] in, double[] out) {
        broadcast.copy(in[0], out);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.sumTo(input(0).shape()));
    }

    @Override
    public BroadcastTo withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new BroadcastTo(inputs.get(0), shape());
    }

    @Override
    public Record attributes() {
        return new Target(shape());
    }

    @Override
    public List<String> operands() {
        return List.of("x");
    }

    @Override
    public Notation notation() {
        return Notation.function("broadcastTo")
                .arguments(List.of(shape().toString()))
                .java(Target.java("broadcastTo", shape()))
                .numpy("np.broadcast_to({0}, " + Target.numpy(shape()) + ")");
    }
}
