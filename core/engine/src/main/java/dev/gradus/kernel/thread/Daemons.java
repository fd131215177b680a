package dev.gradus.kernel.thread;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Makes the library's threads. They are daemons and keep nothing of whoever first needed them, so that an application
 * that has ended can be collected: no class loader, thread group, inherited thread-locals or permissions.
 */
final class Daemons {
    private Daemons() {}

    @SuppressWarnings("removal") // without it a thread of JDK 17 keeps the classes of all its creators
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
