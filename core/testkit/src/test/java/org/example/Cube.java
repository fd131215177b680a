package org.example;

import dev.gradus.node.Node;
import dev.gradus.node.UnaryOp;
import java.util.List;

/** An op of a user, whose rule throws. */
public final class Cube extends UnaryOp {
    /** The cube of x. */
    public Cube(Node x) {
        super(x, Cube::new);
    }

    @Override
    public double apply(double x) {
        return x * x * x;
    }

    @Override
    public List<Node> backward(Node upstream) {
        throw new IllegalStateException("no rule yet");
    }
}
