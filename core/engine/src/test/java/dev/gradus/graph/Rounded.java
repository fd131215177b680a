package dev.gradus.graph;

import dev.gradus.node.BinaryOp;
import dev.gradus.node.Node;
import java.util.List;

/** a rounded to a multiple of b: no derivative with respect to a, zero with respect to b. */
final class Rounded extends BinaryOp {
    Rounded(Node a, Node b) {
        super(a, b, Rounded::new);
    }

    @Override
    public double apply(double a, double b) {
        return Math.rint(a / b) * b;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(undefined("it jumps"), zero());
    }
}
