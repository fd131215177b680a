package dev.gradus.kernel.thread;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Warms up loops one after the other on a thread that ends when the queue is empty. Loops whose plans no longer exist
 * are skipped.
 *
 * <p>A user's formula may never return. If one blocks the queue for too long, its loop is rejected and another thread
 * replaces the blocked one. The blocked thread cannot be stopped, so their number is limited. At the limit, loops with
 * formulas are rejected until one of the threads ends.
 *
 * <p>If no thread can be started, the loops stay in the queue and the next call tries again.
 */
public final class WarmerThread implements Warmer {
    public static final int MOST_STUCK = 2;

    /** The time after which a formula counts as stuck. Its warm-up normally takes a third of a second. */
    private static final long DEADLINE_NANOS = 10_000_000_000L;

    private final long deadline;
    private final LongSupplier nanoTime;
    private final Daemons daemons;
    private final List<WeakReference<Task>> waiting = new ArrayList<>();
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
    public synchronized void ensureRunning() {
        if (worker.isPresent() && worker.get().isStuck()) {
            worker.get().rejectLoop();
            worker = Optional.empty();
            stuck++;
        }
        startIfNone();
    }

    private void startIfNone() {
        if (worker.isEmpty() && !waiting.isEmpty()) {
            Worker next = new Worker();
            if (daemons.tryStart("gradus-warmer", next)) {
                worker = Optional.of(next);
            }
        }
    }

    /** Returns the next loop; empty if the worker should end. */
    private synchronized Optional<Task> next(Worker asking) {
        asking.loop = isCurrent(asking) ? nextWaiting() : Optional.empty();
        asking.since = nanoTime.getAsLong();
        return asking.loop;
    }

    private Optional<Task> nextWaiting() {
        for (Optional<Task> next = withMostWork(); next.isPresent(); next = withMostWork()) {
            if (!next.get().hasFormulas() || stuck < MOST_STUCK) {
                return next;
            }
            next.get().refuse("the formulas of other loops did not return during their warm-up");
        }
        return Optional.empty();
    }

    private Optional<Task> withMostWork() {
        waiting.removeIf(task -> task.get() == null);
        Optional<WeakReference<Task>> most = waiting.stream().max(Comparator.comparingLong(WarmerThread::work));
        most.ifPresent(waiting::remove);
        return most.map(WeakReference::get);
    }

    private static long work(WeakReference<Task> waiting) {
        Task task = waiting.get();
        return task == null ? 0 : task.work();
    }

    private boolean isCurrent(Worker asking) {
        return worker.isPresent() && worker.get() == asking;
    }

    private synchronized void ended(Worker ending) {
        if (isCurrent(ending)) {
            worker = Optional.empty();
            startIfNone();
        } else {
            stuck--;
        }
    }

    /** The fields are guarded by the enclosing warmer. */
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

        private void rejectLoop() {
            loop.orElseThrow().refuse("a formula did not return during its warm-up");
        }
    }
}
