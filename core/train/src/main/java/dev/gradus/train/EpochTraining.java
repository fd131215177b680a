package dev.gradus.train;

/** The work of one epoch of a {@link Trainer}: optimizer steps over all data, on one machine or several. */
@FunctionalInterface
public interface EpochTraining {
    /** Makes the steps of one epoch and returns the means over its examples, each computed at the time of its step. */
    Means train(Optimizer optimizer);
}
