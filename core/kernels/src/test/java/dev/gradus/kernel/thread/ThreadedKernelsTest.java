package dev.gradus.kernel.thread;

import static dev.gradus.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.host.AvailableKernels;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Shared work produces the same bits, each chunk runs once, and a busy pool is not a problem. */
class ThreadedKernelsTest {
    private static final int THREADS = 3;
    private static final ThreadPool POOL = new ThreadPool(THREADS);

    private static Kernels threaded() {
        return new ThreadedKernels(
                POOL,
                IntStream.range(0, THREADS)
                        .mapToObj(i -> AvailableKernels.scalar())
                        .toArray(Kernels[]::new));
    }

    @Property(tries = 30)
    void sumsAreTheSameBits(@ForAll @IntRange(max = 400_000) int count, @ForAll @IntRange(max = 9) int at) {
        double[] x = numbers(count + at);
        assertThat(threaded().sum(x, at, count))
                .isEqualTo(AvailableKernels.scalar().sum(x, at, count));
    }

    @Property(tries = 30)
    void sumsOfColumnsAreTheSameBits(
            @ForAll @IntRange(max = 2000) int rows, @ForAll @IntRange(min = 1, max = 300) int count) {
        double[] x = numbers(rows * count), shared = new double[count], alone = new double[count];
        threaded().sumColumns(x, 0, rows, count, shared, 0, count);
        AvailableKernels.scalar().sumColumns(x, 0, rows, count, alone, 0, count);
        assertThat(shared).isEqualTo(alone);
    }

    @Property(tries = 30)
    void productsAreTheSameBits(
            @ForAll @IntRange(max = 150) int rows,
            @ForAll @IntRange(max = 150) int inner,
            @ForAll @IntRange(max = 150) int columns,
            @ForAll boolean transposedA,
            @ForAll boolean transposedB) {
        MatrixProduct product = new MatrixProduct(rows, inner, columns, transposedA, transposedB);
        double[] a = numbers(rows * inner), b = numbers(inner * columns);
        double[] shared = new double[rows * columns], alone = new double[rows * columns];
        threaded().multiply(product, a, 0, b, 0, shared, 0, 0, rows);
        AvailableKernels.scalar().multiply(product, a, 0, b, 0, alone, 0, 0, rows);
        assertThat(shared).isEqualTo(alone);
    }

    @Property(tries = 200)
    void everyChunkRunsOnce(@ForAll @IntRange(max = 1000) int chunks) {
        AtomicIntegerArray done = new AtomicIntegerArray(chunks);
        threaded().forEach(chunks, (kernels, thread, chunk) -> {
            assertThat(thread).isBetween(0, THREADS - 1);
            done.incrementAndGet(chunk);
        });
        assertThat(IntStream.range(0, chunks).map(done::get)).allMatch(times -> times == 1);
    }

    @Test
    void otherThreadsHelp() {
        // On a busy machine any thread, even the caller, may be too late for its chunk.
        boolean[] helped = new boolean[THREADS];
        eventually(() -> {
            threaded().forEach(THREADS, (kernels, thread, chunk) -> {
                helped[thread] = true;
                pause();
            });
            return helped[0] && helped[1] && helped[2];
        });
        assertThat(helped).containsExactly(true, true, true);
    }

    @Test
    void aCallerRunsEverythingItselfIfThePoolIsBusy() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1), end = new CountDownLatch(1);
        Thread other = new Thread(() -> threaded().forEach(2, (kernels, thread, chunk) -> {
            begun.countDown();
            await(end);
        }));
        other.start();
        await(begun);
        double[] x = numbers(200_000);
        assertThat(threaded().sum(x, 0, x.length))
                .isEqualTo(AvailableKernels.scalar().sum(x, 0, x.length));
        threaded().forEach(10, (kernels, thread, chunk) -> assertThat(thread).isZero());
        end.countDown();
        other.join();
    }

    @Test
    void theCallerRunsASingleChunk() {
        for (int i = 0; i < 1000; i++) {
            threaded().forEach(1, (kernels, thread, chunk) -> assertThat(thread).isZero());
        }
    }

    @Test
    void nestedWorkRunsOnItsOwnThread() {
        AtomicIntegerArray done = new AtomicIntegerArray(1);
        threaded().forEach(8, (kernels, thread, chunk) -> threaded().forEach(5, (k, t, p) -> done.incrementAndGet(0)));
        assertThat(done.get(0)).isEqualTo(40);
    }

    @Test
    void idleThreadsSleep() throws InterruptedException {
        threaded().forEach(10, (kernels, thread, chunk) -> {});
        for (int i = 0; i < 200 && !allWait(); i++) {
            Thread.sleep(10);
        }
        assertThat(allWait()).isTrue();
        everyChunkRunsOnce(10);
    }

    private static boolean allWait() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("gradus-"))
                .allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    @Test
    void noThreadAllocates() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        otherThreadsHelp();
        Kernels kernels = threaded();
        double[] x = numbers(100_000), out = new double[100];
        MatrixProduct product = MatrixProduct.of(100, 100, 100);
        double[] square = new double[10_000];
        Runnable work = () -> {
            out[0] = kernels.sum(x, 0, x.length);
            kernels.sumColumns(x, 0, 500, 200, square, 0, 200);
            kernels.multiply(product, x, 0, x, 10_000, square, 0, 0, 100);
        };
        long[] ids = LongStream.concat(
                        LongStream.of(Thread.currentThread().getId()),
                        Thread.getAllStackTraces().keySet().stream()
                                .filter(thread -> thread.getName().startsWith("gradus-"))
                                .mapToLong(Thread::getId))
                .toArray();
        long[] allocated = new long[1];
        eventually(() -> {
            long before = allocated(threads, ids);
            for (int i = 0; i < 200; i++) {
                work.run();
            }
            allocated[0] = allocated(threads, ids) - before;
            return allocated[0] == 0;
        });
        assertThat(allocated[0]).isZero();
    }

    private static long allocated(ThreadMXBean threads, long[] ids) {
        long sum = 0;
        for (long id : ids) {
            sum += threads.getThreadAllocatedBytes(id);
        }
        return sum;
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static double[] numbers(int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> StrictMath.sin(i) * (i % 13))
                .toArray();
    }
}
