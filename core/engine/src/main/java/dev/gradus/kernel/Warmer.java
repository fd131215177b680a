package dev.gradus.kernel;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread of this JVM that warms up loops, one after the other. It ends when it has had nothing to do for a while. */
final class Warmer {
    private static final int SECONDS = 2;

    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Warmer::daemon);

    private Warmer() {
        thread.allowCoreThreadTimeOut(true);
    }

    static Warmer ofThisJvm() {
        return Holder.WARMER;
    }

    private static final class Holder {
        static final Warmer WARMER = new Warmer();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "gradus-warmer");
        thread.setDaemon(true);
        return thread;
    }

    void accept(Warming warming) {
        thread.execute(() -> {
            try {
                warming.warmUp();
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
