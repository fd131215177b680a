package dev.gradus.train;

import dev.gradus.run.Run;

/** Changes the parameters of a run after its backward pass. */
public interface Optimizer {
    /**
     * One step for every parameter of the run's graph that is not frozen.
     *
     * @throws DivergedException if a parameter would become infinite or NaN; it is then left as it was
     * @throws IllegalStateException if there was no backward pass since the last forward pass, or the graph has no
     *     parameters
     */
    void step(Run run);
}
