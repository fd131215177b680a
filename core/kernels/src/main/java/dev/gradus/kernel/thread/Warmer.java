package dev.gradus.kernel.thread;

/** Warms up loops one after the other while the program runs, the one with the most work first. */
public interface Warmer {
    /** Adds a loop to the queue. */
    void accept(Task loop);

    /** Makes sure that the queue is being processed. It is called while a caller waits for a loop. */
    void ensureRunning();

    /**
     * Rests, because there may be no spare processor. An interrupt by a user's formula shortens one rest only.
     *
     * @param nanos the time to rest, rounded up to milliseconds
     * @return the time to rest in nanoseconds; on a busy machine it takes longer
     */
    static long rest(long nanos) {
        long millis = nanos / 1_000_000 + 1;
        try {
            Thread.sleep(millis);
        } catch (InterruptedException goOn) {
            // sleep has cleared the flag
        }
        return millis * 1_000_000;
    }

    /** A loop to warm up. */
    interface Task {
        /** Returns how much work the loop would have done so far. The loop with the most work is warmed up next. */
        long work();

        /** Calls the loop until it is fast. */
        void warmUp();

        /** Returns whether the loop calls user formulas, which may never return. */
        default boolean hasFormulas() {
            return false;
        }

        /** Rejects a loop with user formulas. Only the first reason is kept. */
        default void refuse(String reason) {
            throw new IllegalStateException("Only loops with user formulas are rejected");
        }
    }
}
