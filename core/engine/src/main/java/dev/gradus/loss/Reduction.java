package dev.gradus.loss;

import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;

/**
 * The method of combining the costs of all elements or examples into one number. Libraries have different defaults, which
 * affect the loss and the choice of the learning rate; {@link Losses} therefore take it as an argument.
 */
public enum Reduction {
    /** The mean over all elements, called mean in PyTorch and Keras. */
    MEAN,

    /**
     * The sum over outputs, averaged over the batch, which is the first axis. {@link MseLoss} and the other classes of this
     * package use it. The gradient does not shrink as outputs are added. PyTorch's {@code KLDivLoss} calls it batchmean.
     */
    BATCH_MEAN,

    /** The sum over all elements. */
    SUM,

    /** No reduction. */
    NONE;

    /**
     * Reduces the costs.
     *
     * @throws ShapeException if a mean is requested and there are no costs
     */
    public Node of(Node costs) {
        return switch (this) {
            case MEAN -> costs.mean();
            case BATCH_MEAN -> {
                LossShapes.batch(name(), costs);
                yield costs.sum().divide(LossShapes.examples(costs));
            }
            case SUM -> costs.sum();
            case NONE -> costs;
        };
    }
}
