package dev.gradus.loss;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import java.util.Objects;

/** Checks the shapes of losses' operands. */
final class LossShapes {
    private LossShapes() {}

    /** Predictions and targets are never broadcast: (n) with (n, 1) would silently compare all pairs. */
    static void checkEqual(String loss, String nameOfYHat, Node yHat, String nameOfY, Node y) {
        Objects.requireNonNull(yHat, nameOfYHat);
        Objects.requireNonNull(y, nameOfY);
        if (!yHat.shape().equals(y.shape())) {
            boolean reshapes = yHat.shape().elements() == y.shape().elements();
            throw new ShapeException(loss + ": " + yHat.describe() + " and " + y.describe()
                    + " must have the same shape, because losses do not broadcast"
                    + (reshapes ? "; reshape one of them to the other's shape." : "."));
        }
    }

    /** Returns the number of examples as a node, which prints as the name of the first axis. */
    static Node examples(Node yHat) {
        return yHat.shape().isScalar() ? Constant.of(1) : Constant.sizeOf(yHat.shape(), 0);
    }

    static int batch(String loss, Node yHat) {
        int batch = yHat.shape().rank() == 0 ? 1 : yHat.shape().size(0);
        if (batch == 0) {
            throw new ShapeException(loss + ": " + yHat.describe() + " is an empty batch, whose mean is undefined");
        }
        return batch;
    }

    static void checkNotEmpty(String loss, Node costs) {
        if (costs.shape().elements() == 0) {
            throw new ShapeException(loss + ": " + costs.describe() + " has no elements, so the mean is undefined");
        }
    }

    static void checkVectors(String loss, Node x) {
        if (x.shape().isScalar()) {
            throw new ShapeException(loss + ": " + x.describe() + " must have at least one axis");
        }
    }
}
