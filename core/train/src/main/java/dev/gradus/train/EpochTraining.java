package dev.gradus.train;

/** What a {@link Trainer} does in an epoch: steps of an optimizer over all data, on one machine or several. */
@FunctionalInterface
public interface EpochTraining {
    /** Makes the steps of one epoch; the means are over its examples, each at the time of its step. */
    Means train(Optimizer optimizer);
}
