package ${package};

import dev.gradus.node.Node;
import dev.gradus.node.UnaryOp;
import java.util.List;

/** x σ(x). Replace the formula and the rule by your own, and say the same in ${op}Properties. */
public final class ${op} extends UnaryOp {
    public ${op}(Node x) {
        super(x, ${op}::new);
    }

    @Override
    public double apply(double x) {
        return x / (1 + StrictMath.exp(-x));
    }

    /** ∂J/∂x = ∂J/∂this (σ(x) + x σ(x) σ(−x)). */
    @Override
    public List<Node> backward(Node upstream) {
        Node sigma = x().sigmoid();
        Node slope = sigma.multiply(x().negate().sigmoid());
        return List.of(upstream.multiply(sigma.add(x().multiply(slope))));
    }
}
