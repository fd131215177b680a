package dev.gradus.onnx.compose;

import dev.gradus.loss.HuberLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;

/** Losses whose definition is not of ops, or not at all places. */
final class Losses {
    private Losses() {}

    /** ½ d² for a distance d up to δ, else δ (d − ½ δ); the mean over the batch. */
    static Node huber(HuberLoss op) {
        Node distance = op.input(0).subtract(op.input(1)).abs();
        Node near = distance.square().multiply(0.5);
        Node far = distance.subtract(0.5 * op.delta()).multiply(op.delta());
        Node costs = distance.lessEqual(op.delta()).where(near, far);
        return costs.sum().divide(op.batch());
    }

    /** −y ln p − (1 − y) ln(1 − p), in which a term without weight is 0. */
    static Node crossEntropy(Node p, Node y) {
        Node none = Constant.of(0);
        Node rest = Node.of(1).subtract(y);
        Node yes = y.equal(0).where(none, y.multiply(p.log()));
        Node no = rest.equal(0).where(none, rest.multiply(p.negate().log1p()));
        return yes.add(no).negate();
    }
}
