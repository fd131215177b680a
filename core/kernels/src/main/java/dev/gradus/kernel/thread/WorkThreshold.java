package dev.gradus.kernel.thread;

/** Has something done once there has been enough work for it. */
public final class WorkThreshold {
    private final long enough;
    private final Runnable then;
    private long work;
    private boolean met;

    /** @param then what is done, once */
    public WorkThreshold(long enough, Runnable then) {
        this.enough = enough;
        this.then = then;
    }

    /** Threads may see late that there was enough, which costs them a lock now and then. */
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
