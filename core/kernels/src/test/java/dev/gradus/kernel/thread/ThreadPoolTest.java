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

/** Whatever a chunk does, the caller hears of it, and the threads work on, sleep and end. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreadPoolTest {
    private static final int THREADS = 3;
    private static final ThreadMXBean CLOCKS = ManagementFactory.getThreadMXBean();

    private final ThreadPool pool = new ThreadPool(THREADS);

    static List<Throwable> thrown() {
        return List.of(
                new IOException("checked, but thrown by a language that knows no such thing"),
                new InterruptedException("checked too"),
                new Exception("neither of both"),
                new IllegalStateException("unchecked"),
                new StackOverflowError("an error of the JVM"),
                new OutOfMemoryError("another"),
                new ThreadDeath(),
                new Throwable("none of them"));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void whatAHelperThrowsComesOutAtTheCaller(Throwable thrown) throws Exception {
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
    void whatTheCallersOwnChunkThrowsComesOutToo(Throwable thrown) {
        Job throwing = (thread, chunk) -> {
            throw Sneaky.unchecked(thrown);
        };
        assertThatThrownBy(() -> pool.run(throwing::run, 1, 1)).isSameAs(thrown);
        worksOn();
    }

    @Test
    void aStackThatOverflowsOnAHelperOverflowsForTheCaller() {
        assertThatThrownBy(() -> onAHelper(ThreadPoolTest::recurse)).isInstanceOf(StackOverflowError.class);
        worksOn();
    }

    @SuppressWarnings("InfiniteRecursion")
    private static void recurse() {
        recurse();
    }

    /** As if one thread did all chunks: of many that fail the first, and none is begun after it. */
    @Test
    void theFirstChunkThatFailsIsTheOneThatIsThrown() {
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
    void helpersThatAreInterruptedSleepAgain() throws Exception {
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

    /** While it burns a core, its clock runs as fast as that of a thread that counts. */
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
    void anInterruptOfTheCallerStaysSet() {
        Thread.currentThread().interrupt();
        try {
            worksOn();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void helpersKeepNothingOfTheirFirstCaller() throws Exception {
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
    void helpersEndWhenIdleAndAreMadeAgain() throws Exception {
        ThreadPool hasty = new ThreadPool(2, 1_000_000, new Daemons());
        AtomicReference<Thread> helper = new AtomicReference<>(Thread.currentThread());
        for (int round = 0; round < 3; round++) {
            onAHelper(hasty, () -> helper.set(Thread.currentThread()));
            helper.get().join();
        }
    }

    /** Helpers come and go in the midst of work all the time. */
    @Test
    void everyChunkIsDoneOnceHoweverSoonHelpersEnd() throws InterruptedException {
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
    void atTheLimitOfProcessesTheCallerDoesAllChunks() throws Exception {
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
        assertThat(limit.starts.get()).as("not tried again at once").isEqualTo(1);
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
     * The caller's chunk waits until a helper has taken the other one. A helper that has just begun may end again, as idle,
     * before a slow caller hands out the work; then the caller does both chunks, and tries again.
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
