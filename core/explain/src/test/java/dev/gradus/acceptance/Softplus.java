package dev.gradus.acceptance;

import dev.gradus.node.Node;
import dev.gradus.node.UnaryOp;
import java.util.List;

/** A user-defined op. */
public final class Softplus extends UnaryOp {
    public Softplus(Node x) {
        super(x);
    }

    @Override
    public double apply(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(x().sigmoid()));
    }

    @Override
    public Softplus withInputs(List<Node> inputs) {
        return new Softplus(inputs.get(0));
    }
}
