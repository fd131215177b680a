package org.rapaio.jupyter.kernel.channels;

/**
 * Stands before the class of this name in rapaio-jupyter-kernel 3.0.1, whose {@code start} says that the thread runs only after
 * it was started: on a busy machine the thread looks first and ends at once, and the kernel never answers.
 */
public final class LoopThread extends Thread {
    private final long pause;
    private final Runnable work;
    private volatile boolean ends;

    /** A thread that works, pauses for these milliseconds, and works again. */
    public LoopThread(String name, long pause, Runnable work) {
        super(name);
        this.pause = pause;
        this.work = work;
    }

    @Override
    public void run() {
        try {
            while (!ends) {
                work.run();
                sleep(pause);
            }
        } catch (InterruptedException ended) {
            ends = true;
        }
    }

    /** Ends after the present work. */
    public void shutdown() {
        ends = true;
    }
}
