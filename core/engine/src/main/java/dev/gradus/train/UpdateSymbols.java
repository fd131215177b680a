package dev.gradus.train;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;
import java.util.List;

/** What the formula of an update is written with: the nodes W, ∂J/∂W, what the method remembers, η and λ; and t. */
record UpdateSymbols(Node value, Node gradient, List<Node> memory, Node rate, Node decay, long t) {
    UpdateSymbols withValue(Node other) {
        return new UpdateSymbols(other, gradient, memory, rate, decay, t);
    }

    UpdateSymbols withGradient(Node other) {
        return new UpdateSymbols(value, other, memory, rate, decay, t);
    }

    static Node number(String name, double value) {
        return Constant.of(name, Tensor.scalar(value));
    }
}
