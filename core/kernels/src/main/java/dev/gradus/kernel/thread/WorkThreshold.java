package dev.gradus.kernel.thread;

/** Counts work until there has been enough. Threads may share one. */
public final class WorkThreshold {
    private long enough;
    private long work;
    private boolean met;

    public WorkThreshold(long enough) {
        this.enough = enough;
    }

    /**
     * Counts work. The unsynchronized check may be stale, which only costs an unnecessary lock.
     *
     * @return true once: for the call that reaches the threshold
     */
    public boolean isReachedBy(long more) {
        return !met && count(more);
    }

    /** Starts counting again, and waits for {@code factor} times as much work as before. */
    public synchronized void repeat(int factor) {
        enough *= factor;
        work = 0;
        met = false;
    }

    private synchronized boolean count(long more) {
        work += more;
        if (work < enough || met) {
            return false;
        }
        met = true;
        return true;
    }
}
