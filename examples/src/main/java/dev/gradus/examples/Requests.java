package dev.gradus.examples;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs each request of an {@code HttpServer} in its own thread, because the thread waits while the client sends and
 * receives. A request that takes too long is interrupted, and so is the oldest one if there are too many. The interrupt
 * closes the connection, so a slow client ends its own request and no other, and there is always a thread for the next one.
 */
final class Requests implements Executor, AutoCloseable {
    private static final int SECONDS_TO_FINISH = 5;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final int most;
    private final long nanoseconds;

    /** The threads that run a request now, and since when, the oldest first. */
    private final Map<Thread, Long> starts = new LinkedHashMap<>();

    /**
     * @param most the number of requests at once
     * @param time what a request may take
     */
    Requests(int most, Duration time) {
        this.most = most;
        nanoseconds = time.toNanos();
        clock.scheduleWithFixedDelay(this::endOld, nanoseconds, nanoseconds / 10 + 1, TimeUnit.NANOSECONDS);
    }

    @Override
    public void execute(Runnable request) {
        threads.execute(() -> {
            begin();
            try {
                request.run();
            } finally {
                end();
            }
        });
    }

    private synchronized void begin() {
        starts.put(Thread.currentThread(), System.nanoTime());
        endOld();
    }

    private synchronized void end() {
        starts.remove(Thread.currentThread());
    }

    private synchronized void endOld() {
        while (!starts.isEmpty()) {
            Map.Entry<Thread, Long> oldest = starts.entrySet().iterator().next();
            if (starts.size() <= most && System.nanoTime() - oldest.getValue() < nanoseconds) {
                return;
            }
            oldest.getKey().interrupt();
            starts.remove(oldest.getKey());
        }
    }

    /** Accepts no more requests, and interrupts those that do not end in {@value #SECONDS_TO_FINISH} seconds. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
        clock.shutdownNow();
    }
}
