package dev.gradus.train;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;
import java.util.List;

/** The symbols of an update's formula: the nodes W, ∂J/∂W, the method's memory, η and λ, and the number t. */
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
