package dev.gradus.loss;

import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;

/**
 * How the costs of all elements, or of all examples, become one number. Libraries give their losses different ones by
 * default, which changes the loss and the learning rate that goes with it; {@link Losses} are given theirs by name.
 */
public enum Reduction {
    /** The mean over all elements: what PyTorch and Keras call mean. */
    MEAN,

    /**
     * The sum over outputs, averaged over the batch, which is the first axis: {@link MseLoss} and the other classes of this
     * package. A gradient does not shrink as outputs are added. PyTorch's {@code KLDivLoss} calls it batchmean.
     */
    BATCH_MEAN,

    /** The sum over all elements. */
    SUM,

    /** The costs as they are. */
    NONE;

    /**
     * The costs reduced.
     *
     * @throws ShapeException if a mean is asked for and there are no costs
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
