package org.rapaio.jupyter.kernel.channels;

import java.util.concurrent.CountDownLatch;

/**
 * Replaces the class of this name in rapaio-jupyter-kernel 3.0.1, because this one comes first on the class path. On a busy
 * machine the kernel's own class fails in two ways:
 *
 * <ul>
 *   <li>Its {@code start} sets the flag that {@code run} reads only after the thread has started. A thread that reads the flag
 *       first ends at once. The kernel then never answers, or exits if all of its threads ended.
 *   <li>The loop handles messages before the kernel has registered its handlers. A message that arrives in between ends the
 *       thread with a {@code NullPointerException}.
 * </ul>
 *
 * This class has no such flag, and its loops wait for {@link #begin()}.
 */
public final class LoopThread extends Thread {
    private static final CountDownLatch BEGUN = new CountDownLatch(1);

    private final long pause;
    private final Runnable work;
    private volatile boolean ends;

    /** A thread that works, pauses for {@code pause} milliseconds, and works again. */
    public LoopThread(String name, long pause, Runnable work) {
        super(name);
        this.pause = pause;
        this.work = work;
    }

    /** Lets all loops work, those that are started later included. */
    public static void begin() {
        BEGUN.countDown();
    }

    @Override
    public void run() {
        try {
            BEGUN.await();
            while (!ends) {
                work.run();
                sleep(pause);
            }
        } catch (InterruptedException ended) {
            ends = true;
        }
    }

    /** Ends the loop after the work that it is doing. */
    public void shutdown() {
        ends = true;
    }
}
