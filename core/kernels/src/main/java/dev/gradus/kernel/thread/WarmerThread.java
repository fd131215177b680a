package dev.gradus.kernel.thread;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * Warms up loops one after the other, on a thread that ends when none is waiting. It skips a loop whose plan is gone by
 * then.
 *
 * <p>A user's formula may never end. If one holds up the others for too long, its loop is given up and another thread
 * replaces the one that is stuck. Nothing can stop that one, so only a few are allowed. Beyond them no loops with
 * formulas are warmed up until one of them ends.
 *
 * <p>If no thread can be started, the loops wait, and the next call tries again.
 */
public final class WarmerThread implements Warmer {
    public static final int MOST_STUCK = 2;

    /** A formula's warm-up takes a third of a second where all is well. */
    private static final long DEADLINE_NANOS = 10_000_000_000L;

    private final long deadline;
    private final LongSupplier nanoTime;
    private final Daemons daemons;
    private final Queue<WeakReference<Task>> waiting = new ArrayDeque<>();
    private Optional<Worker> worker = Optional.empty();
    private int stuck;

    public WarmerThread(long deadline, LongSupplier nanoTime) {
        this(deadline, nanoTime, new Daemons());
    }

    WarmerThread(long deadline, LongSupplier nanoTime, Daemons daemons) {
        this.deadline = deadline;
        this.nanoTime = nanoTime;
        this.daemons = daemons;
    }

    public static Warmer ofThisJvm() {
        return Holder.WARMER;
    }

    private static final class Holder {
        static final Warmer WARMER = new WarmerThread(DEADLINE_NANOS, System::nanoTime);
    }

    @Override
    public synchronized void accept(Task warming) {
        waiting.add(new WeakReference<>(warming));
        startIfNone();
    }

    @Override
    public synchronized void look() {
        if (worker.isPresent() && worker.get().isStuck()) {
            worker.get().giveUp();
            worker = Optional.empty();
            stuck++;
        }
        startIfNone();
    }

    private void startIfNone() {
        if (worker.isEmpty() && !waiting.isEmpty()) {
            Worker next = new Worker();
            if (daemons.canStart("gradus-warmer", next)) {
                worker = Optional.of(next);
            }
        }
    }

    /** The next loop; none if the worker is to end. */
    private synchronized Optional<Task> next(Worker asking) {
        asking.loop = isInPlace(asking) ? nextWaiting() : Optional.empty();
        asking.since = nanoTime.getAsLong();
        return asking.loop;
    }

    private Optional<Task> nextWaiting() {
        while (!waiting.isEmpty()) {
            Optional<Task> next = Optional.ofNullable(waiting.remove().get());
            if (next.isPresent() && next.get().hasFormulas() && stuck >= MOST_STUCK) {
                next.get().refuse("formulas of other loops did not end when they were warmed up");
            } else if (next.isPresent()) {
                return next;
            }
        }
        return Optional.empty();
    }

    private boolean isInPlace(Worker asking) {
        return worker.isPresent() && worker.get() == asking;
    }

    private synchronized void ended(Worker ending) {
        if (isInPlace(ending)) {
            worker = Optional.empty();
            startIfNone();
        } else {
            stuck--;
        }
    }

    /** Its fields are guarded by the warmer. */
    private final class Worker implements Runnable {
        private Optional<Task> loop = Optional.empty();
        private long since;

        @Override
        public void run() {
            try {
                for (Optional<Task> next = next(this); next.isPresent(); next = next(this)) {
                    next.get().warmUp();
                }
            } finally {
                ended(this);
            }
        }

        private boolean isStuck() {
            return loop.isPresent() && loop.get().hasFormulas() && nanoTime.getAsLong() - since > deadline;
        }

        private void giveUp() {
            loop.orElseThrow().refuse("a formula did not end when it was warmed up");
        }
    }
}
