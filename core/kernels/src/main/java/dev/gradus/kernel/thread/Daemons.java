package dev.gradus.kernel.thread;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Starts the library's threads as daemons. They retain nothing of the code that first needed them: no class loader,
 * thread group, inherited thread-locals or permissions. An application that has ended can therefore be collected.
 *
 * <p>Threads are optional. If the limit of processes or memory is reached, work continues without them.
 */
final class Daemons {
    /** The pause after a failed start, because a failure takes long and the JVM prints a warning. */
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
     * Starts a thread if possible. Calls must not overlap.
     *
     * @return whether it was started
     */
    boolean tryStart(String name, Runnable work) {
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

    @SuppressWarnings("removal") // otherwise a thread of JDK 17 retains the classes of all callers
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
