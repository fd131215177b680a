package dev.gradus.kernel.thread;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Starts the library's threads. They are daemons and keep nothing of whoever first needed them, so that an application
 * that has ended can be collected: no class loader, thread group, inherited thread-locals or permissions.
 *
 * <p>Nothing depends on them. At the limit of processes or memory, where no thread can be started, the work goes on without.
 */
final class Daemons {
    /** A failed start takes long and the JVM prints a warning, so the next one comes after this time at the earliest. */
    static final long PAUSE_NANOS = 1_000_000_000L;

    private final BiConsumer<String, Runnable> starter;
    private final LongSupplier nanoTime;
    private boolean hasFailed;
    private long failedAt;

    Daemons() {
        this(Daemons::start, System::nanoTime);
    }

    /** @param starter starts a thread with a name and its work, or throws */
    Daemons(BiConsumer<String, Runnable> starter, LongSupplier nanoTime) {
        this.starter = starter;
        this.nanoTime = nanoTime;
    }

    /**
     * Starts a thread if possible. Callers take turns.
     *
     * @return whether it was started
     */
    boolean canStart(String name, Runnable work) {
        if (hasFailed && nanoTime.getAsLong() - failedAt < PAUSE_NANOS) {
            return false;
        }
        try {
            starter.accept(name, work);
            hasFailed = false;
        } catch (OutOfMemoryError | SecurityException noThread) {
            hasFailed = true;
            failedAt = nanoTime.getAsLong();
        }
        return !hasFailed;
    }

    @SuppressWarnings("removal") // without it a thread of JDK 17 keeps the classes of all its creators
    static void start(String name, Runnable work) {
        PrivilegedAction<Thread> make = () -> new Thread(topmostGroup(), work, name, 0, false);
        Thread thread = AccessController.doPrivileged(make);
        thread.setContextClassLoader(null);
        thread.setPriority(Thread.NORM_PRIORITY);
        thread.setDaemon(true);
        thread.start();
    }

    private static ThreadGroup topmostGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
