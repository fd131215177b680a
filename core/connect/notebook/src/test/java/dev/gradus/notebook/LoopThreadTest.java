package dev.gradus.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.channels.LoopThread;

class LoopThreadTest {
    /** One test, because loops begin once in a JVM. */
    @Test
    void everyLoopWorksFromBeginToShutdown() throws InterruptedException {
        AtomicInteger early = new AtomicInteger();
        LoopThread waiting = new LoopThread("waiting", 1, early::incrementAndGet);
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) {
            assertThat(waiting.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        assertThat(early).hasValue(0);

        LoopThread.begin();
        CountDownLatch works = new CountDownLatch(20);
        List<LoopThread> loops = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            AtomicInteger times = new AtomicInteger();
            loops.add(new LoopThread("loop " + i, 1, () -> {
                if (times.incrementAndGet() == 2) {
                    works.countDown();
                }
            }));
        }
        loops.forEach(LoopThread::start);
        assertThat(works.await(5, TimeUnit.MINUTES))
                .as("each loop works twice at least")
                .isTrue();
        loops.add(waiting);
        loops.forEach(LoopThread::shutdown);
        for (LoopThread loop : loops) {
            loop.join();
        }
        assertThat(early).hasPositiveValue();
    }
}
