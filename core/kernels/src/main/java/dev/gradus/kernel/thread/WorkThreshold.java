package dev.gradus.kernel.thread;

/** Runs an action once a given amount of work has been counted. */
public final class WorkThreshold {
    private final long enough;
    private final Runnable then;
    private long work;
    private boolean met;

    /**
     * Creates a threshold that runs the action once, on the thread whose work reaches it.
     *
     * @param then the action
     */
    public WorkThreshold(long enough, Runnable then) {
        this.enough = enough;
        this.then = then;
    }

    /** Counts work. The unsynchronized check may be stale, which only costs an unnecessary lock. */
    public void add(long more) {
        if (!met) {
            count(more);
        }
    }

    private synchronized void count(long more) {
        work += more;
        if (work >= enough && !met) {
            met = true;
            then.run();
        }
    }
}
