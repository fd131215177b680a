package dev.gradus.onnx.read;

import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.onnx.file.Refusal;
import java.util.List;

/**
 * How much is computed while a file is read. Shapes take little; a file may ask for more than anybody waits for.
 *
 * <p>A step is about as much as a function of one number.
 */
final class Work {
    private static final long MOST = 1 << 24;

    private long left = MOST;

    /** Takes these steps from those that are left, if there are as many. */
    boolean isLeft(long steps) {
        boolean isLeft = steps <= left;
        left -= isLeft ? steps : 0;
        return isLeft;
    }

    /** @throws Refusal if there are not as many left */
    void take(long steps) {
        if (!isLeft(steps)) {
            throw new Refusal("with it, reading the file takes more than the " + MOST
                    + " steps that are allowed; what depends on no input should be computed before the export");
        }
    }

    /** The most steps that a node's value can take: an op may use each of its numbers together with each other one. */
    static long steps(Node result) {
        double steps = 0;
        for (Node node : TopologicalOrder.of(List.of(result))) {
            if (node instanceof Op op) {
                double elements = op.shape().elements();
                for (Node input : op.inputs()) {
                    elements += input.shape().elements();
                }
                boolean isEach =
                        op.dependence().isElementwise() || op.dependence().isMove();
                steps += isEach ? elements : elements * elements;
            }
        }
        return (long) steps;
    }
}
