package dev.gradus.kernel.thread;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that help the caller with one job at a time. Each thread takes the next chunk of the job; the assignment does
 * not affect the result. A thread that cannot be started does not help. A call allocates nothing while the threads are
 * running.
 *
 * <p>Between jobs a thread spins briefly and then sleeps. After a few seconds of sleep it ends, and is started again
 * when needed. A library that is no longer used therefore leaves no threads behind.
 */
public final class ThreadPool {
    private static final int CLOSED = -1;
    private static final Job NOTHING = (thread, chunk) -> {};

    /** Represents no failure. It is preallocated, because a failure must be recorded even if memory is exhausted. */
    private static final Throwable NONE = new NoFailure();

    /** How long a thread spins before it sleeps. Waking it takes about as long. */
    private static final long PATIENCE_NANOS = 50_000;

    private static final int LOOKS_PER_CLOCK = 64;

    private static final long IDLE_NANOS = 3_000_000_000L;

    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicInteger entered = new AtomicInteger(CLOSED);
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger next = new AtomicInteger();
    private final Helper[] helpers;
    private final long idleNanos;
    private final Daemons daemons;

    // written before the job is opened, read after it is entered
    private Job job = NOTHING;
    private int chunks;
    private int threads;

    // guarded by this while the job is open
    private Throwable failure = NONE;
    private int failedChunk;

    /** A job's work on one of its chunks. */
    @FunctionalInterface
    public interface Job {
        /** Runs a chunk on the thread with this number; the caller's is 0. */
        void run(int thread, int chunk);
    }

    /**
     * Creates a pool whose threads start when they are needed.
     *
     * @param threads the number of threads, including the caller
     */
    ThreadPool(int threads) {
        this(threads, IDLE_NANOS, new Daemons());
    }

    ThreadPool(int threads, long idleNanos, Daemons daemons) {
        this.idleNanos = idleNanos;
        this.daemons = daemons;
        helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper(i + 1);
        }
    }

    /** Returns the pool shared by this JVM, with one thread for each processor. */
    public static ThreadPool ofThisJvm() {
        return Holder.POOL;
    }

    private static final class Holder {
        static final ThreadPool POOL = new ThreadPool(Runtime.getRuntime().availableProcessors());
    }

    /** Returns the number of threads, including the caller. */
    int threads() {
        return helpers.length + 1;
    }

    /**
     * Runs all chunks of a job on at most {@code atMost} threads. If chunks throw, this method throws the exception or
     * error of the first of them after all threads have finished; chunks not started by then are skipped.
     *
     * @return false if the pool is busy with another caller; then nothing was run
     */
    public boolean run(Job work, int count, int atMost) {
        if (!busy.compareAndSet(false, true)) {
            return false;
        }
        try {
            for (int i = 0; i < helpers.length && i + 1 < atMost; i++) {
                helpers[i].startIfEnded();
            }
            job = work;
            chunks = count;
            threads = atMost;
            next.set(0);
            left.set(0);
            entered.set(0);
            try {
                for (int i = 0; i < helpers.length && i + 1 < atMost; i++) {
                    helpers[i].wake();
                }
                takeChunks(0);
            } finally {
                awaitOthers();
                job = NOTHING;
            }
            rethrow();
            return true;
        } finally {
            busy.set(false);
        }
    }

    private void awaitOthers() {
        int others = entered.getAndSet(CLOSED);
        while (left.get() < others) {
            Thread.onSpinWait();
        }
    }

    private void takeChunks(int thread) {
        int chunk = next.getAndIncrement();
        try {
            for (; chunk < chunks; chunk = next.getAndIncrement()) {
                job.run(thread, chunk);
            }
        } catch (Throwable thrown) {
            fail(chunk, thrown);
        }
    }

    /** Chunks are taken in order, so the first that fails is the one that would fail on a single thread. */
    private synchronized void fail(int chunk, Throwable thrown) {
        next.set(chunks);
        if (failure == NONE || chunk < failedChunk) {
            failure = thrown;
            failedChunk = chunk;
        }
    }

    private void rethrow() {
        Throwable thrown = failure;
        if (thrown != NONE) {
            failure = NONE;
            throw ThreadPool.<RuntimeException>unchecked(thrown);
        }
    }

    /** Ops may throw checked exceptions, for example if they are written in a language without them. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** Has no stack trace, which would retain the classes of the first caller. */
    private static final class NoFailure extends Throwable {
        private static final long serialVersionUID = 1;

        NoFailure() {
            super("no failure", null, false, false);
        }
    }

    private enum State {
        AWAKE,
        ASLEEP,
        ENDED
    }

    private final class Helper implements Runnable {
        private final int index;
        private volatile State state = State.ENDED;
        private volatile Optional<Thread> thread = Optional.empty();

        Helper(int index) {
            this.index = index;
        }

        void startIfEnded() {
            if (state == State.ENDED) {
                state = State.AWAKE;
                boolean started = false;
                try {
                    started = daemons.tryStart("gradus-" + index, this);
                } finally {
                    if (!started) {
                        state = State.ENDED;
                    }
                }
            }
        }

        void wake() {
            if (state == State.ASLEEP) {
                LockSupport.unpark(thread.orElseThrow());
            }
        }

        /** If this thread ends for any reason, the next call starts a new one. */
        @Override
        public void run() {
            try {
                thread = Optional.of(Thread.currentThread());
                helpUntilIdle();
            } finally {
                state = State.ENDED;
            }
        }

        private void helpUntilIdle() {
            long helped = System.nanoTime();
            long awake = helped;
            for (int look = 1; ; look++) {
                if (enter()) {
                    help();
                    awaitEnd();
                    helped = System.nanoTime();
                    awake = helped;
                } else if (look % LOOKS_PER_CLOCK == 0 && System.nanoTime() - awake > PATIENCE_NANOS) {
                    long idle = System.nanoTime() - helped;
                    if (idle >= idleNanos) {
                        return;
                    }
                    sleep(idleNanos - idle);
                    awake = System.nanoTime();
                } else {
                    Thread.onSpinWait();
                }
            }
        }

        private boolean enter() {
            int now = entered.get();
            return now != CLOSED && entered.compareAndSet(now, now + 1);
        }

        private void help() {
            try {
                if (index < threads) {
                    takeChunks(index);
                }
            } finally {
                left.incrementAndGet();
            }
            clearInterrupt();
        }

        /** All chunks are taken, and the caller closes the job after its last chunk. */
        private void awaitEnd() {
            long since = System.nanoTime();
            for (int look = 1; entered.get() != CLOSED; look++) {
                if (look % LOOKS_PER_CLOCK == 0 && System.nanoTime() - since > PATIENCE_NANOS) {
                    return;
                }
                Thread.onSpinWait();
            }
        }

        private void sleep(long nanos) {
            state = State.ASLEEP;
            if (entered.get() == CLOSED) {
                LockSupport.parkNanos(this, nanos);
            }
            state = State.AWAKE;
            clearInterrupt();
        }

        /** Discards an interrupt: helpers must not be stopped, and a thread with a pending interrupt cannot sleep. */
        private void clearInterrupt() {
            Thread.interrupted();
        }
    }
}
