package dev.gradus.train;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;
import java.util.List;

/** What the formula of an update is written with: the nodes W, ∂J/∂W, what the method remembers, η and λ; and t. */
record Symbols(Node value, Node gradient, List<Node> memory, Node rate, Node decay, long t) {
    Symbols withValue(Node other) {
        return new Symbols(other, gradient, memory, rate, decay, t);
    }

    Symbols withGradient(Node other) {
        return new Symbols(value, other, memory, rate, decay, t);
    }

    static Node number(String name, double value) {
        return Constant.of(name, Tensor.scalar(value));
    }
}
