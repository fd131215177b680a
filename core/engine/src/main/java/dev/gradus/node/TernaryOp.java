package dev.gradus.node;

import java.util.List;
import java.util.Objects;

/**
 * A function of three elements at the same position, with the operands broadcast to one shape. See {@link BinaryOp}.
 */
abstract sealed class TernaryOp extends Op permits BetaDensityBroadcast, IncompleteBetaBroadcast, Where {
    /**
     * An op whose shape is the common shape of the operands.
     *
     * @param operands their names
     * @throws ShapeException if the shapes do not broadcast
     */
    TernaryOp(String op, List<String> operands, Node a, Node b, Node c, Maker maker) {
        super(
                Broadcasting.shapeOrScalar(
                        op,
                        Objects.requireNonNull(a, operands.get(0)),
                        Objects.requireNonNull(b, operands.get(1)),
                        Objects.requireNonNull(c, operands.get(2))),
                List.of(a, b, c),
                in -> maker.of(in.get(0), in.get(1), in.get(2)));
        Broadcasting.check(this, a, b, c);
    }

    /** Constructs the same op on other operands. */
    interface Maker {
        TernaryOp of(Node a, Node b, Node c);
    }

    /** The function of one element of each operand. */
    abstract double apply(double first, double second, double third);

    @Override
    public final void forward(double[][] in, double[] out) {
        int[] ofA = Broadcasting.sources(input(0).shape(), shape());
        int[] ofB = Broadcasting.sources(input(1).shape(), shape());
        int[] ofC = Broadcasting.sources(input(2).shape(), shape());
        for (int i = 0; i < out.length; i++) {
            out[i] = apply(in[0][ofA[i]], in[1][ofB[i]], in[2][ofC[i]]);
        }
    }

    @Override
    public Dependence dependence() {
        return Dependence.ELEMENTWISE;
    }
}
