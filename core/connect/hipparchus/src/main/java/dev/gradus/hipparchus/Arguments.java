package dev.gradus.hipparchus;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.hipparchus.exception.LocalizedCoreFormats;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.RealVector;

/** An argument and what a function computes from it. */
record Arguments(Input x, Node y) {
    static Arguments of(int dimension, Function<Node, Node> f) {
        return of(Input.of("x", dimension), f);
    }

    static Arguments of(Input x, Function<Node, Node> f) {
        Objects.requireNonNull(f, "f");
        Node y = Objects.requireNonNull(f.apply(x), "f returned null");
        List<Input> inputs = Graph.of(y).inputs();
        List<String> others =
                inputs.stream().filter(input -> input != x).map(Node::describe).toList();
        if (!others.isEmpty()) {
            throw new IllegalArgumentException("f depends on the inputs " + String.join(", ", others)
                    + " besides x; Hipparchus gives values to x only, so make the others constants");
        }
        return new Arguments(x, y);
    }

    static double[] checked(RealVector x, int dimension) {
        if (x.getDimension() != dimension) {
            throw new MathIllegalArgumentException(
                    LocalizedCoreFormats.DIMENSIONS_MISMATCH, x.getDimension(), dimension);
        }
        return x.toArray();
    }
}
