package dev.gradus.train;

import dev.gradus.tensor.Tensor;
import java.util.Map;

/**
 * A part of a training that remembers something from step to step, so that the training can be stopped and gone on with
 * bit for bit: an optimizer's {@linkplain Optimizer#memory memory}, {@link Batches} and the generator that shuffles them,
 * {@link EarlyStopping}. {@link TrainingState} saves them together.
 */
public interface Resumable {
    /** A copy of what it remembers now, by name: always the same names with the same shapes. */
    Map<String, Tensor> state();

    /**
     * Goes on from what {@link #state} gave before, perhaps in another process.
     *
     * @param state tensors of the names and shapes that {@link #state} has
     * @throws IllegalArgumentException if the numbers can be no such state; then nothing has changed
     */
    void restore(Map<String, Tensor> state);
}
