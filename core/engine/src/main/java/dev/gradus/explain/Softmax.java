package dev.gradus.explain;

import dev.gradus.node.Dependence;
import dev.gradus.node.Exp;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.SubtractBroadcast;
import java.util.Optional;

/** Recognises eˣ / Σ eˣ, with the greatest x subtracted or not. */
final class Softmax {
    static final Notation NOTATION = Notation.function("softmax");

    private Softmax() {}

    /** The x for which a / b is the softmax along one axis, if there is one. */
    static Optional<Node> argument(Node a, Node b) {
        boolean softmax = a instanceof Exp
                && b instanceof Op sum
                && sum.dependence() == Dependence.SUM
                && sum.input(0) == a
                && sum.reducedAxes().size() == 1;
        return softmax ? Optional.of(unshifted(((Exp) a).x())) : Optional.empty();
    }

    private static Node unshifted(Node x) {
        return x instanceof SubtractBroadcast difference
                        && difference.b() instanceof Op greatest
                        && greatest.stopsGradient()
                ? difference.a()
                : x;
    }
}
