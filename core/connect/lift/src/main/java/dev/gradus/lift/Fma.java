package dev.gradus.lift;

import dev.gradus.node.Dependence;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import java.util.List;

/** a · b + c, rounded once, for three operands of one shape: {@link Math#fma(double, double, double)}. */
final class Fma extends Op {
    Fma(Node a, Node b, Node c) {
        super(a.shape(), List.of(a, b, c), in -> new Fma(in.get(0), in.get(1), in.get(2)));
        if (!b.shape().equals(a.shape()) || !c.shape().equals(a.shape())) {
            throw new ShapeException("Fma: the shapes differ: a " + a.shape() + ", b " + b.shape() + ", c " + c.shape()
                    + "; use broadcastTo");
        }
    }

    @Override
    public void forward(double[][] in, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.fma(in[0][i], in[1][i], in[2][i]);
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(input(1)), upstream.multiply(input(0)), upstream);
    }

    @Override
    public Dependence dependence() {
        return Dependence.ELEMENTWISE;
    }

    @Override
    public List<String> operands() {
        return List.of("a", "b", "c");
    }

    @Override
    public Notation notation() {
        return Notation.function("fma");
    }
}
