package dev.gradus.node;

import java.util.function.BiFunction;

/**
 * A function of two elements at the same position, with the operands broadcast against each other as in NumPy. A
 * subclass supplies the scalar formula and the local backward.
 *
 * <p>Axes are aligned on the right, and an axis of size 1 is repeated. Operands of different rank are refused if both
 * would grow: (n, 1) with (1, m) is intended, but (5) with (5, 1) is nearly always a mistake.
 *
 * <p>A rule returns a gradient of the shape of each operand: {@code upstream.sumTo(a().shape())} sums over the
 * broadcast axes.
 */
public abstract class BinaryOp extends Op {
    /**
     * An op whose shape is the common shape of a and b.
     *
     * @param maker constructs the same op on other operands, such as {@code HypotBroadcast::new}
     * @throws ShapeException if their shapes do not broadcast
     */
    protected BinaryOp(Node a, Node b, BiFunction<? super Node, ? super Node, ? extends BinaryOp> maker) {
        super(Broadcasting.shapeOrScalar(a, b), a, b, maker);
        Broadcasting.check(this, a, b);
    }

    /**
     * An op whose shape is the common shape of a and b, and whose class overrides {@link #withInputs}.
     *
     * @throws ShapeException if their shapes do not broadcast
     */
    protected BinaryOp(Node a, Node b) {
        super(Broadcasting.shapeOrScalar(a, b), a, b);
        Broadcasting.check(this, a, b);
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

    @Override
    public void forward(double[][] in, double[] out) {
        int[] ofA = Broadcasting.sources(a().shape(), shape());
        int[] ofB = Broadcasting.sources(b().shape(), shape());
        for (int i = 0; i < out.length; i++) {
            out[i] = apply(in[0][ofA[i]], in[1][ofB[i]]);
        }
    }

    @Override
    public Dependence dependence() {
        return Dependence.ELEMENTWISE;
    }
}
