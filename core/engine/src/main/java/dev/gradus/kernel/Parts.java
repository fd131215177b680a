package dev.gradus.kernel;

/** A piece of work in parts that do not depend on each other. */
@FunctionalInterface
public interface Parts {
    /**
     * Does one part.
     *
     * @param kernels this thread's own
     * @param thread which of the threads this is, from 0
     * @param part which part
     */
    void run(Kernels kernels, int thread, int part);
}
