package dev.gradus.kernel.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** If no thread can be started, loops wait and no exception is thrown. */
class WarmerWithoutThreadsTest {
    private final Limit limit = new Limit();
    private final WarmerThread warmer = new WarmerThread(1_000_000_000L, System::nanoTime, limit.daemons);
    private final CountDownLatch warm = new CountDownLatch(2);

    private final Warmer.Task task = new Warmer.Task() {
        @Override
        public long work() {
            return 0;
        }

        @Override
        public void warmUp() {
            warm.countDown();
        }

        @Override
        public boolean hasFormulas() {
            return false;
        }

        @Override
        public void refuse(String reason) {
            throw new AssertionError(reason);
        }
    };

    @Test
    void loopsWaitUntilAThreadCanBeStarted() throws InterruptedException {
        warmer.accept(task);
        warmer.accept(task);
        warmer.ensureRunning();
        assertThat(warm.getCount()).isEqualTo(2);
        assertThat(limit.starts.get()).as("not retried immediately").isEqualTo(1);
        limit.isReached.set(false);
        limit.clock.addAndGet(Daemons.PAUSE_NANOS);
        warmer.ensureRunning();
        assertThat(warm.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(limit.starts.get()).isEqualTo(2);
    }
}
