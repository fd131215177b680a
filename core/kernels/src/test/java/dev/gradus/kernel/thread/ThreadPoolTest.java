package dev.gradus.kernel.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.kernel.Sneaky;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a chunk throws reaches the caller, and the threads continue to work, sleep and end. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreadPoolTest {
    private static final int THREADS = 3;
    private static final ThreadMXBean CLOCKS = ManagementFactory.getThreadMXBean();

    private final ThreadPool pool = new ThreadPool(THREADS);

    static List<Throwable> thrown() {
        return List.of(
                new IOException("checked, but thrown by a language without checked exceptions"),
                new InterruptedException("also checked"),
                new Exception("neither of them"),
                new IllegalStateException("unchecked"),
                new StackOverflowError("an error of the JVM"),
                new OutOfMemoryError("another"),
                new ThreadDeath(),
                new Throwable("none of them"));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void anExceptionOfAHelperIsRethrownToTheCaller(Throwable thrown) throws Exception {
        for (int round = 0; round < 3; round++) {
            assertThatThrownBy(() -> onAHelper(() -> {
                        throw Sneaky.unchecked(thrown);
                    }))
                    .isSameAs(thrown);
            worksOn();
        }
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void anExceptionOfTheCallersChunkIsRethrown(Throwable thrown) {
        Job throwing = (thread, chunk) -> {
            throw Sneaky.unchecked(thrown);
        };
        assertThatThrownBy(() -> pool.run(throwing::run, 1, 1)).isSameAs(thrown);
        worksOn();
    }

    @Test
    void aStackOverflowOfAHelperIsRethrownToTheCaller() {
        assertThatThrownBy(() -> onAHelper(ThreadPoolTest::recurse)).isInstanceOf(StackOverflowError.class);
        worksOn();
    }

    @SuppressWarnings("InfiniteRecursion")
    private static void recurse() {
        recurse();
    }

    /** As on a single thread, the exception of the first failed chunk is thrown, and no later chunk is started. */
    @Test
    void theExceptionOfTheFirstFailedChunkIsRethrown() {
        for (int round = 0; round < 200; round++) {
            assertThatThrownBy(() -> pool.run(
                            (thread, chunk) -> {
                                if (chunk >= 5) {
                                    throw new IllegalStateException("chunk " + chunk);
                                }
                            },
                            1000,
                            THREADS))
                    .hasMessage("chunk 5");
        }
        worksOn();
    }

    @Test
    void interruptedHelpersSleepAgain() throws Exception {
        AtomicReference<Thread> helper = new AtomicReference<>(Thread.currentThread());
        onAHelper(() -> {
            helper.set(Thread.currentThread());
            Thread.currentThread().interrupt();
        });
        assertThatItSleeps(helper.get());
        helper.get().interrupt();
        assertThatItSleeps(helper.get());
        onAHelper(() -> assertThat(Thread.currentThread().isInterrupted()).isFalse());
    }

    /** A thread that spins consumes as much CPU time as one that counts. */
    private static void assertThatItSleeps(Thread helper) throws InterruptedException {
        await(() -> helper.getState() == Thread.State.TIMED_WAITING && !helper.isInterrupted());
        long before = CLOCKS.getThreadCpuTime(helper.getId());
        long own = CLOCKS.getCurrentThreadCpuTime();
        while (CLOCKS.getCurrentThreadCpuTime() - own < 200_000_000) {
            Thread.onSpinWait();
        }
        Thread.sleep(200);
        assertThat(CLOCKS.getThreadCpuTime(helper.getId()) - before).isLessThan(50_000_000);
    }

    @Test
    void theCallersInterruptIsKept() {
        Thread.currentThread().interrupt();
        try {
            worksOn();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void helpersRetainNothingOfTheirFirstCaller() throws Exception {
        ThreadGroup application = new ThreadGroup("application");
        InheritableThreadLocal<Object> local = new InheritableThreadLocal<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread caller = new Thread(application, () -> {
            Thread.currentThread().setContextClassLoader(new ClassLoader() {});
            Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
            local.set(this);
            try {
                onAHelper(() -> {
                    Thread helper = Thread.currentThread();
                    assertThat(helper.getContextClassLoader()).isNull();
                    assertThat(application.parentOf(helper.getThreadGroup())).isFalse();
                    assertThat(helper.getThreadGroup().getParent()).isNull();
                    assertThat(local.get()).isNull();
                    assertThat(helper.getPriority()).isEqualTo(Thread.NORM_PRIORITY);
                    assertThat(helper.isDaemon()).isTrue();
                });
            } catch (Throwable thrown) {
                failure.set(thrown);
            }
        });
        caller.start();
        caller.join();
        assertThat(failure.get()).isNull();
    }

    @Test
    void idleHelpersEndAndAreStartedAgain() throws Exception {
        ThreadPool hasty = new ThreadPool(2, 1_000_000, new Daemons());
        AtomicReference<Thread> helper = new AtomicReference<>(Thread.currentThread());
        for (int round = 0; round < 3; round++) {
            onAHelper(hasty, () -> helper.set(Thread.currentThread()));
            helper.get().join();
        }
    }

    /** Helpers start and end in the middle of the work. */
    @Test
    void everyChunkRunsOnceHoweverSoonHelpersEnd() throws InterruptedException {
        ThreadPool hasty = new ThreadPool(THREADS, 1, new Daemons());
        for (int round = 0; round < 300; round++) {
            AtomicInteger done = new AtomicInteger();
            hasty.run((thread, chunk) -> done.incrementAndGet(), 100, THREADS);
            assertThat(done.get()).isEqualTo(100);
            if (round % 10 == 0) {
                Thread.sleep(1);
            }
        }
    }

    @Test
    void theCallerRunsAllChunksIfNoThreadCanBeStarted() throws Exception {
        Limit limit = new Limit();
        ThreadPool alone = new ThreadPool(THREADS, 3_000_000_000L, limit.daemons);
        for (int round = 0; round < 3; round++) {
            AtomicInteger done = new AtomicInteger();
            assertThat(alone.run(
                            (thread, chunk) -> {
                                assertThat(thread).isZero();
                                done.incrementAndGet();
                            },
                            100,
                            THREADS))
                    .isTrue();
            assertThat(done.get()).isEqualTo(100);
        }
        assertThat(limit.starts.get()).as("not retried immediately").isEqualTo(1);
        limit.isReached.set(false);
        limit.clock.addAndGet(Daemons.PAUSE_NANOS);
        onAHelper(alone, () -> {});
    }

    private void worksOn() {
        AtomicInteger done = new AtomicInteger();
        assertThat(pool.run((thread, chunk) -> done.incrementAndGet(), 100, THREADS))
                .isTrue();
        assertThat(done.get()).isEqualTo(100);
    }

    private interface Job {
        void run(int thread, int chunk);
    }

    private interface Action {
        void run() throws Exception;
    }

    private void onAHelper(Action action) throws Exception {
        onAHelper(pool, action);
    }

    /**
     * The caller's chunk waits until a helper has taken the other one. A helper that has just started may end as idle
     * before a slow caller provides the work. Then the caller runs both chunks and tries again.
     */
    private static void onAHelper(ThreadPool pool, Action action) throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        while (taken.getCount() > 0) {
            pool.run(
                    (thread, chunk) -> {
                        if (thread == 0) {
                            long begun = System.nanoTime();
                            await(() -> taken.getCount() == 0 || System.nanoTime() - begun > 1_000_000_000);
                            return;
                        }
                        taken.countDown();
                        try {
                            action.run();
                        } catch (Exception checked) {
                            throw Sneaky.unchecked(checked);
                        }
                    },
                    2,
                    THREADS);
        }
    }

    private static void await(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
