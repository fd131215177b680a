package dev.gradus.run;

import dev.gradus.graph.Gradients;
import dev.gradus.node.Concat;
import dev.gradus.node.Node;
import java.util.List;
import java.util.Objects;

/** The elements of several nodes as one vector, in the nodes' order. */
final class Packed {
    private Packed() {}

    /** @throws IllegalArgumentException if there are no nodes, or more elements than an array can have */
    static int elements(String what, List<? extends Node> x) {
        Objects.requireNonNull(x, "x");
        long sum = x.stream().mapToLong(node -> node.shape().elements()).sum();
        if (x.isEmpty() || sum > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    what + ": wrt needs at least one node and at most 2147483647 elements, but there are " + sum);
        }
        return (int) sum;
    }

    /** Returns the gradient with respect to one node in its shape, or with respect to several as a vector. */
    static Node gradient(Gradients gradients, List<? extends Node> x) {
        if (x.size() == 1) {
            return gradients.wrt(x.get(0));
        }
        return new Concat(
                0,
                x.stream()
                        .map(node -> gradients.wrt(node).reshape(node.shape().elements()))
                        .toList());
    }
}
