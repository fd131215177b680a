package dev.gradus.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that help with one piece of work at a time. They take its parts one by one, as the caller does; who takes which
 * makes no difference to the result. A call allocates nothing.
 *
 * <p>For the short time between two pieces of work a thread waits busily, then it sleeps. The threads are daemons, so they
 * do not keep a JVM alive.
 */
final class Gang {
    private static final int CLOSED = -1;
    private static final Throwable[] NONE = {};

    /** How long a thread looks for work before it sleeps; waking it takes about as long. */
    private static final long PATIENCE_NANOS = 50_000;

    private static final int LOOKS_PER_CLOCK = 64;

    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicInteger entered = new AtomicInteger(CLOSED);
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger next = new AtomicInteger();
    private final Helper[] helpers;

    // Written before the work is opened, read after it is entered.
    private Job job = (thread, part) -> {};
    private int parts;
    private int threads;
    private volatile Throwable[] failures = NONE;

    /** What the threads do. */
    @FunctionalInterface
    interface Job {
        void run(int thread, int part);
    }

    /** A gang of so many threads, the caller among them. */
    Gang(int threads) {
        helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper(i + 1);
            helpers[i].setDaemon(true);
            helpers[i].start();
        }
    }

    /** The one gang of this JVM, a thread for every processor; made when first asked for. */
    static Gang ofThisJvm() {
        return Holder.GANG;
    }

    private static final class Holder {
        static final Gang GANG = new Gang(Runtime.getRuntime().availableProcessors());
    }

    /** How many threads there are, the caller among them. */
    int threads() {
        return helpers.length + 1;
    }

    /**
     * Does all parts with at most so many threads. What a part throws is thrown here when all have ended.
     *
     * @return false if the gang is at work for somebody else; then nothing was done
     */
    boolean run(Job work, int count, int atMost) {
        if (!busy.compareAndSet(false, true)) {
            return false;
        }
        try {
            job = work;
            parts = count;
            threads = atMost;
            next.set(0);
            left.set(0);
            entered.set(0);
            for (int i = 0; i < helpers.length && i + 1 < atMost; i++) {
                helpers[i].wake();
            }
            takeParts(0);
            int others = entered.getAndSet(CLOSED);
            while (left.get() < others) {
                Thread.onSpinWait();
            }
            rethrow();
            return true;
        } finally {
            busy.set(false);
        }
    }

    private void takeParts(int thread) {
        for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
            try {
                job.run(thread, part);
            } catch (RuntimeException | Error failure) {
                failures = new Throwable[] {failure};
            }
        }
    }

    private void rethrow() {
        Throwable[] thrown = failures;
        if (thrown.length == 0) {
            return;
        }
        failures = NONE;
        if (thrown[0] instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown[0];
    }

    private final class Helper extends Thread {
        private final int index;
        private volatile boolean asleep;

        Helper(int index) {
            super("gradus-" + index);
            this.index = index;
        }

        void wake() {
            if (asleep) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            long last = System.nanoTime();
            for (int look = 1; ; look++) {
                if (enter()) {
                    if (index < threads) {
                        takeParts(index);
                    }
                    left.incrementAndGet();
                    awaitEnd();
                    last = System.nanoTime();
                } else if (look % LOOKS_PER_CLOCK == 0 && System.nanoTime() - last > PATIENCE_NANOS) {
                    sleep();
                    last = System.nanoTime();
                } else {
                    Thread.onSpinWait();
                }
            }
        }

        private boolean enter() {
            int now = entered.get();
            return now != CLOSED && entered.compareAndSet(now, now + 1);
        }

        /** All parts are taken; the caller closes the work when it has done its own. */
        private void awaitEnd() {
            long since = System.nanoTime();
            for (int look = 1; entered.get() != CLOSED; look++) {
                if (look % LOOKS_PER_CLOCK == 0 && System.nanoTime() - since > PATIENCE_NANOS) {
                    return;
                }
                Thread.onSpinWait();
            }
        }

        private void sleep() {
            asleep = true;
            if (entered.get() == CLOSED) {
                LockSupport.park(this);
            }
            asleep = false;
        }
    }
}
