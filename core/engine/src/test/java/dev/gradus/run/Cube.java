package dev.gradus.run;

import dev.gradus.node.Node;
import dev.gradus.node.UnaryOp;
import java.util.List;

/** A user's op by a formula without memory: x³. */
final class Cube extends UnaryOp {
    Cube(Node x) {
        super(x, Cube::new);
    }

    @Override
    public double apply(double x) {
        return x * x * x;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(x().square().multiply(3)));
    }
}
