package dev.gradus.loss;

import dev.gradus.kernel.math.Sums;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import java.util.function.BiFunction;

/** A loss that sums a cost per element and averages over the batch, for predictions and targets of one shape. */
public abstract sealed class ElementwiseLoss extends Op permits MseLoss, L1Loss, HuberLoss, BinaryCrossEntropyLoss {
    final int batch;

    /**
     * Creates a loss of rank 0.
     *
     * @throws ShapeException if the shapes differ, or the batch is empty
     */
    ElementwiseLoss(Node prediction, Node target, BiFunction<Node, Node, ElementwiseLoss> maker) {
        super(Shape.scalar(), prediction, target, maker);
        LossShapes.checkEqual(name(), "prediction", prediction, "target", target);
        this.batch = LossShapes.batch(name(), prediction);
    }

    /** Returns the number of examples, the size of the first axis. */
    public final int batch() {
        return batch;
    }

    /** Returns the cost of one element. */
    public abstract double cost(double prediction, double target);

    /** Returns the loss for the sum of all costs: its mean over the batch. */
    public double ofSum(double sum) {
        return sum / batch;
    }

    /**
     * Checks that the loss is defined for these targets.
     *
     * @throws IllegalArgumentException naming the first target for which it is not
     */
    public void checkTargets(double[] targets) {}

    @Override
    public final void forward(double[][] in, double[] out) {
        checkTargets(in[1]);
        double[] costs = new double[in[0].length];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = cost(in[0][i], in[1][i]);
        }
        out[0] = ofSum(Sums.of(costs));
    }
}
