package dev.gradus.node;

import dev.gradus.kernel.Broadcast;
import java.util.function.DoubleBinaryOperator;

/**
 * A function of two elements at the same place, the operands broadcast against each other as NumPy does it; a subclass
 * gives the scalar formula and the local backward.
 *
 * <p>Axes are aligned at the right, and an axis of size 1 is repeated. Operands of different rank that would both grow
 * are refused: (n, 1) with (1, m) is intent, (5) with (5, 1) is nearly always a mistake.
 *
 * <p>A rule gives each operand a gradient of that operand's shape: {@code upstream.sumTo(a().shape())} adds up what went
 * into the copies.
 */
public abstract class BinaryOp extends Op {
    private final Broadcast broadcast;
    private final DoubleBinaryOperator function = this::apply;

    /**
     * An op of the shape that a and b make together.
     *
     * @throws ShapeException if their shapes do not broadcast
     */
    protected BinaryOp(Node a, Node b) {
        super(Broadcasting.shapeOrScalar(a.shape(), b.shape()), a, b);
        Broadcasting.check(this, a, b);
        this.broadcast =
                Broadcast.to(shape().sizes(), a.shape().sizes(), b.shape().sizes());
    }

    /** The function of one element of each operand. It must be pure. */
    public abstract double apply(double a, double b);

    /** The left operand. */
    public final Node a() {
        return input(0);
    }

    /** The right operand. */
    public final Node b() {
        return input(1);
    }

    /** The loop over the operands. */
    final Broadcast broadcast() {
        return broadcast;
    }

    @Override
    public void forward(double[][] in, double[] out) {
        broadcast.apply(function, in[0], in[1], out);
    }
}
