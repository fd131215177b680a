package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.List;

/**
 * x repeated to a larger shape by NumPy's broadcasting: axes of size 1 are repeated, and new axes are added on the
 * left.
 *
 * <p>∂J/∂x is the upstream gradient, summed over the copies: {@link SumTo}.
 */
public final class BroadcastTo extends CopyingOp {
    /**
     * {@code x} repeated to this shape.
     *
     * @throws ShapeException if x does not broadcast to the target
     */
    public BroadcastTo(Node x, Shape target) {
        super(target, x, in -> new BroadcastTo(in, target));
        if (!Broadcasting.canGrow(x.shape(), target)) {
            throw new ShapeException("BroadcastTo: " + x.describe() + " does not broadcast to " + target);
        }
    }

    @Override
    int[] sources() {
        return Broadcasting.sources(input(0).shape(), shape());
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.sumTo(input(0).shape()));
    }

    @Override
    public Record attributes() {
        return new TargetShape(shape());
    }

    @Override
    public Dependence dependence() {
        return Dependence.REPETITION;
    }

    @Override
    public Notation notation() {
        return Notation.function("broadcastTo")
                .arguments(List.of(shape().toString()))
                .java(TargetShape.java("broadcastTo", shape()))
                .numpy("np.broadcast_to({0}, " + TargetShape.numpy(shape()) + ")");
    }
}
