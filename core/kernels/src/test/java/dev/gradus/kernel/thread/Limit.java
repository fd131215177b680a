package dev.gradus.kernel.thread;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Simulates the limit of processes: while it is reached, starting a thread throws the error of the JVM. */
final class Limit {
    final AtomicBoolean isReached = new AtomicBoolean(true);
    final AtomicInteger starts = new AtomicInteger();
    final AtomicLong clock = new AtomicLong();
    final Daemons daemons = new Daemons(this::start, clock::get);

    private void start(String name, Runnable work) {
        starts.incrementAndGet();
        if (isReached.get()) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        Daemons.start(name, work);
    }
}
