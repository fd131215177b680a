package dev.gradus.train;

import dev.gradus.tensor.Tensor;
import java.util.Map;

/**
 * A part of a training whose state must be saved to stop and resume the training bit for bit: an optimizer's {@linkplain
 * Optimizer#memory memory}, {@link Batches} and their shuffling generator, {@link EarlyStopping}. {@link TrainingState}
 * saves several together.
 */
public interface Resumable {
    /** Returns a copy of the state by name, always with the same names and shapes. */
    Map<String, Tensor> state();

    /**
     * Resumes from an earlier {@link #state}, possibly in another process.
     *
     * @param state tensors with the names and shapes of {@link #state}
     * @throws IllegalArgumentException if the state is invalid; nothing has then changed
     */
    void restore(Map<String, Tensor> state);
}
