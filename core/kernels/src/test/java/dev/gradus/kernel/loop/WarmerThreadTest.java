package dev.gradus.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.kernel.Sneaky;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.thread.Warmer;
import dev.gradus.kernel.thread.WarmerThread;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a user's formula does, the loops after it are warmed up. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WarmerThreadTest {
    private static final long DEADLINE_NANOS = 10_000_000_000L;

    /** The arguments of a plan's loop. */
    private static final Warming.Numbers NUMBERS = elements -> new double[2][elements];

    /** Threads on which the kernels of earlier tests are still being tried. */
    private final List<Thread> ofOthers = warmerThreads();

    private final AtomicLong clock = new AtomicLong();
    private final Warmer warmer = new WarmerThread(DEADLINE_NANOS, clock::get);
    private final AtomicInteger waiting = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);

    private Warming begun(ScalarFormula formula) {
        LoopCode code = new LoopCode();
        LoopValue x = code.operand();
        code.store(code.call(formula, x, x));
        return begun(code);
    }

    private Warming begun(LoopCode code) {
        Warming warming = new Warming(code, () -> 1, 50_000_000, LoopClass::load, warmer);
        warming.begin(NUMBERS);
        return warming;
    }

    private Warming begunWithoutFormula() {
        LoopCode code = new LoopCode();
        code.store(FunctionCode.of(UnaryFunction.SQUARE, code.operand()));
        Warming warming = new Warming(code, () -> 1, 10_000_000_000L, LoopClass::load, warmer);
        warming.begin(NUMBERS);
        return warming;
    }

    private double waitForEnd(double x, double same) {
        waiting.incrementAndGet();
        boolean ended = false;
        while (!ended) {
            try {
                end.await();
                ended = true;
            } catch (InterruptedException goOn) {
                // It ignores interrupts.
            }
        }
        return x;
    }

    /** Returns a loop whose formula has been running for too long. */
    private Warming stuck() throws InterruptedException {
        int before = waiting.get();
        Warming stuck = begun(this::waitForEnd);
        awaitTrue(() -> waiting.get() > before);
        clock.addAndGet(DEADLINE_NANOS + 1);
        return stuck;
    }

    @Test
    void aFormulaThatNeverReturnsDoesNotBlockOtherLoops() throws Exception {
        Warming stuck = stuck();
        Warming next = begunWithoutFormula(), formula = begun((a, b) -> a + 1);
        awaitWarm(next);
        awaitWarm(formula);
        assertThat(stuck.refusal()).isEqualTo("a formula did not return during its warm-up");
        end.countDown();
        awaitTrue(() -> threads().isEmpty());
        assertThat(stuck.isWarm()).isFalse();
    }

    @Test
    void onlyAFewThreadsMayBeStuck() throws Exception {
        for (int i = 0; i < WarmerThread.MOST_STUCK; i++) {
            Warming stuck = stuck();
            assertThat(stuck.isWarm()).isFalse();
            assertThat(stuck.refusal()).isNotEmpty();
        }
        Warming refused = begun((a, b) -> a + 1), square = begunWithoutFormula();
        awaitWarm(square);
        assertThat(refused.isWarm()).isFalse();
        assertThat(refused.refusal()).isEqualTo("the formulas of other loops did not return during their warm-up");
        awaitTrue(() -> threads().size() == WarmerThread.MOST_STUCK);
        end.countDown();
        awaitTrue(() -> threads().isEmpty());
        awaitWarm(begun((a, b) -> a + 2));
    }

    @Test
    void aFormulaThatThrowsIsRejectedAndTheNextLoopIsWarmedUp() throws Exception {
        List<Throwable> kinds = List.of(new Exception("checked"), new StackOverflowError(), new RuntimeException());
        List<Warming> throwing = kinds.stream()
                .map(thrown -> begun((a, b) -> {
                    throw Sneaky.unchecked(thrown);
                }))
                .toList();
        awaitWarm(begunWithoutFormula());
        assertThat(throwing)
                .allSatisfy(warming ->
                        assertThat(warming.refusal()).isEqualTo("a formula threw an exception during its warm-up"));
    }

    @Test
    void anInterruptDoesNotStopTheWarmUp() throws Exception {
        Warming interrupting = begun((a, b) -> {
            Thread.currentThread().interrupt();
            return a;
        });
        Warming next = begunWithoutFormula();
        awaitTrue(() -> {
            threads().forEach(Thread::interrupt);
            return next.isWarm();
        });
        assertThat(interrupting.isWarm()).isTrue();
    }

    @Test
    void formulasAreCalledWithThePlansNumbersOnly() throws Exception {
        Warming picky = begun((a, b) -> {
            if (a != 0) {
                throw new IllegalArgumentException(a + " is not the plan's");
            }
            return 1;
        });
        awaitWarm(picky);
    }

    /** The first loop occupies the thread until the others wait. */
    @Test
    void theLoopWithTheMostWorkIsNext() throws Exception {
        Queue<Long> order = new ConcurrentLinkedQueue<>();
        List<Warmer.Task> tasks = LongStream.of(0, 10, 30, 20)
                .<Warmer.Task>mapToObj(work -> new Recorded(work, order))
                .toList();
        warmer.accept(tasks.get(0));
        awaitTrue(() -> waiting.get() == 1);
        tasks.stream().skip(1).forEach(warmer::accept);
        end.countDown();
        awaitTrue(() -> order.size() == tasks.size());
        assertThat(order).containsExactly(0L, 30L, 20L, 10L);
    }

    private final class Recorded implements Warmer.Task {
        private final long work;
        private final Queue<Long> order;

        Recorded(long work, Queue<Long> order) {
            this.work = work;
            this.order = order;
        }

        @Override
        public long work() {
            return work;
        }

        @Override
        public void warmUp() {
            waitForEnd(0, 0);
            order.add(work);
        }
    }

    @Test
    void theWarmerDoesNotRetainALoopWhosePlanIsGone() throws Exception {
        Warming stuck = begun(this::waitForEnd);
        WeakReference<Warming> behind = new WeakReference<>(begun((a, b) -> a + 3));
        awaitTrue(() -> {
            System.gc();
            return behind.refersTo(null);
        });
        assertThat(stuck.isWarm()).isFalse();
        end.countDown();
        awaitTrue(() -> threads().isEmpty());
    }

    private static void awaitWarm(Warming warming) throws InterruptedException {
        awaitTrue(() -> {
            boolean isWarm = warming.isWarm();
            assertThat(warming.refusal()).isEmpty();
            return isWarm;
        });
    }

    private List<Thread> threads() {
        return warmerThreads().stream()
                .filter(thread -> !ofOthers.contains(thread))
                .toList();
    }

    private static List<Thread> warmerThreads() {
        Thread[] all = new Thread[Thread.activeCount() + 100];
        int count = topmostGroup().enumerate(all);
        return Stream.of(all)
                .limit(count)
                .filter(thread -> thread.getName().equals("gradus-warmer"))
                .toList();
    }

    private static ThreadGroup topmostGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    private static void awaitTrue(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }
}
