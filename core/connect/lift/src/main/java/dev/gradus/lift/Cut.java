package dev.gradus.lift;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import java.util.List;

/** A value that depends on an argument only through operations without a slope, so that it has no derivative. */
final class Cut extends Op {
    private final String why;

    /**
     * The value y.
     *
     * @param why why it has no derivative with respect to the argument
     */
    Cut(Node y, Node argument, String why) {
        super(y.shape(), y, argument);
        this.why = why;
    }

    @Override
    public void forward(double[][] in, double[] out) {
        System.arraycopy(in[0], 0, out, 0, out.length);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream, undefined(why));
    }

    @Override
    public Cut withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Cut(inputs.get(0), inputs.get(1), why);
    }

    @Override
    public List<String> operands() {
        return List.of("y", "argument");
    }

    @Override
    public Notation notation() {
        return Notation.function("cut");
    }
}
