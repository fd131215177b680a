package dev.gradus.loss;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import java.util.Objects;

/** The requirements of losses on their operands' shapes. */
final class LossShapes {
    private LossShapes() {}

    /** Predictions and targets are never broadcast: (n) against (n, 1) would silently compare every pair. */
    static void checkEqual(String loss, String nameOfYHat, Node yHat, String nameOfY, Node y) {
        Objects.requireNonNull(yHat, nameOfYHat);
        Objects.requireNonNull(y, nameOfY);
        if (!yHat.shape().equals(y.shape())) {
            boolean reshapes = yHat.shape().elements() == y.shape().elements();
            throw new ShapeException(loss + ": " + yHat.describe() + " and " + y.describe()
                    + " must have the same shape, a loss does not broadcast"
                    + (reshapes ? "; reshape one of them to the other's shape." : "."));
        }
    }

    /** The number of examples as a node, which prints as the name of the first axis. */
    static Node examples(Node yHat) {
        return yHat.shape().isScalar() ? Constant.of(1) : Constant.sizeOf(yHat.shape(), 0);
    }

    /** The number of examples, the size of the first axis. */
    static int batch(String loss, Node yHat) {
        int batch = yHat.shape().rank() == 0 ? 1 : yHat.shape().size(0);
        if (batch == 0) {
            throw new ShapeException(loss + ": " + yHat.describe() + " is an empty batch, its mean is undefined");
        }
        return batch;
    }

    /** Refuses a mean over no costs. */
    static void checkNotEmpty(String loss, Node costs) {
        if (costs.shape().elements() == 0) {
            throw new ShapeException(loss + ": " + costs.describe() + " has no elements, their mean is undefined");
        }
    }

    /** Refuses a single number where vectors lie along the last axis. */
    static void checkVectors(String loss, Node x) {
        if (x.shape().isScalar()) {
            throw new ShapeException(loss + ": " + x.describe() + " must have at least one axis");
        }
    }
}
