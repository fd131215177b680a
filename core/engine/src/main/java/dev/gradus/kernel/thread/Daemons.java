package dev.gradus.kernel.thread;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Makes the library's threads. They are daemons and keep nothing of whoever happened to need them first: no class loader, no
 * thread group, no inherited thread-locals and no permissions, so that an application that has ended can be collected.
 */
final class Daemons {
    private Daemons() {}

    /** Starts a thread. */
    @SuppressWarnings("removal") // Without it a thread of JDK 17 keeps the classes of all who called it into being.
    static Thread start(String name, Runnable work) {
        PrivilegedAction<Thread> make = () -> new Thread(topmostGroup(), work, name, 0, false);
        Thread thread = AccessController.doPrivileged(make);
        thread.setContextClassLoader(null);
        thread.setPriority(Thread.NORM_PRIORITY);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static ThreadGroup topmostGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
