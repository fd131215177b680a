package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.OpException;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A run belongs to one thread at a time. */
class TwoThreadsTest {
    private final Input x = Input.of("x", 3);
    private final Parameter W = Parameter.of("W", Tensor.of(new double[] {1, 2, 3}));

    /** The identity, which does something when it is computed, or its rule's node is. */
    private static final class Doing extends Op {
        private final Runnable action;
        private final Runnable inBackward;

        Doing(Node x, Runnable action, Runnable inBackward) {
            super(x.shape(), x, in -> new Doing(in, action, inBackward));
            this.action = action;
            this.inBackward = inBackward;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            action.run();
            System.arraycopy(in[0], 0, out, 0, out.length);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(new Doing(upstream, inBackward, inBackward));
        }
    }

    @Test
    void aSecondThreadIsRefusedAtEveryDoorAndTheFirstGoesOn() {
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        Run run = run(() -> {}, () -> meanwhile.get().run());
        run.forward();
        run.backward();
        List<Runnable> doors = List.of(
                () -> run.feed(x, new double[3]),
                () -> run.feed(x, Tensor.zeros(3)),
                run::forward,
                run::backward,
                () -> run.value(W),
                () -> run.read(W, new double[3]),
                () -> run.gradient(W),
                () -> run.readGradient(W, new double[3]),
                run::evaluator,
                () -> run.update(W, (value, gradient) -> value[0] = 7));
        AtomicInteger refused = new AtomicInteger();
        for (Runnable door : doors) {
            meanwhile.set(() -> onAnotherThread(() -> assertThatThrownBy(door::run)
                    .isInstanceOf(RunInUseException.class)
                    .hasMessageMatching(
                            "Thread 'second' calls .* of a run while Thread '[^']+' is in backward\\(\\) of it\\."
                                    + " Only one thread at a time may use a run: wait until the call has ended, or"
                                    + " build a run for each thread with Run\\.of\\(graph, parameters\\)\\.")
                    .satisfies(counted -> refused.incrementAndGet())));
            run.forward();
            run.backward();
            assertThat(run.gradient(W)).isEqualTo(Tensor.of(new double[] {2, 16, 96}));
        }
        assertThat(refused).hasValue(doors.size());
    }

    @Test
    void handingOverThroughAnExecutorWorks() throws Exception {
        Run run = run(() -> {}, () -> {});
        ExecutorService first = Executors.newSingleThreadExecutor(), second = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < 5_000; i++) {
                double value = i;
                first.submit(() -> run.feed(x, new double[] {value, 2, 4}).forward())
                        .get();
                second.submit(run::backward).get();
                assertThat(run.gradient(W)).isEqualTo(Tensor.of(new double[] {2 * value * value, 16, 96}));
            }
        } finally {
            first.shutdown();
            second.shutdown();
        }
    }

    @Test
    void aThreadThatReadsIsInACall() {
        ThreadCheck check = new ThreadCheck() {};
        ThreadCheck.Calls mine = check.begin(Call.READ);
        onAnotherThread(() -> assertThatThrownBy(() -> check.begin(Call.FEED))
                .isInstanceOf(RunInUseException.class)
                .hasMessageMatching(
                        "Thread 'second' calls feed\\(…\\) of a run while Thread '.*' is in value\\(…\\) of it\\. .*"));
        mine.underWay >>>= Call.BITS;
        onAnotherThread(() -> check.begin(Call.FEED));
        assertThatThrownBy(() -> check.begin(Call.FEED)).isInstanceOf(RunInUseException.class);
    }

    /** The first thread is held up after it has looked at who used the run last, and goes on while another thread uses it. */
    @Test
    void aThreadThatIsLateDoesNotEndTheCallOfAnother() {
        ThreadCheck check = new ThreadCheck() {};
        ThreadCheck.Calls late = check.begin(Call.FEED);
        late.underWay >>>= Call.BITS;
        onAnotherThread(() -> check.begin(Call.FORWARD));
        late.underWay = Call.FORWARD.code();
        late.underWay >>>= Call.BITS;
        assertThatThrownBy(() -> check.begin(Call.FEED))
                .isInstanceOf(RunInUseException.class)
                .hasMessageContaining("is in forward() of it");
    }

    /** Calls that race may go unnoticed, but once the threads have ended, the run is as good as new. */
    @Test
    void aRaceDoesNotLeaveARunThatIsRefusedForGood() throws InterruptedException {
        Input many = Input.of("many", 300);
        Parameter weights = Parameter.of("weights", Tensor.ones(300));
        Node sum = many.multiply(weights).tanh().sum();
        Run run = Run.of(Graph.of(sum));
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = Stream.of(1, 2)
                .map(value -> new Thread(() -> {
                    await(begin);
                    for (int i = 0; i < 20_000; i++) {
                        try {
                            run.feed(many, Tensor.full(many.shape(), value)).forward();
                            run.backward();
                            run.gradient(weights);
                        } catch (IllegalStateException refusal) {
                            // The other thread uses the run.
                        }
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        Tensor fed = Tensor.full(many.shape(), 3);
        double loss = run.feed(many, fed).forward();
        run.backward();
        Evaluator evaluator = Evaluator.of(run.graph()).feed(many, fed);
        assertThat(loss).isEqualTo(evaluator.value(sum).item());
        assertThat(run.gradient(weights)).isEqualTo(evaluator.gradient(weights));
    }

    @Test
    void anOpThatRunsItsOwnRunIsRefused() {
        AtomicReference<Run> own = new AtomicReference<>();
        Run run = run(() -> own.get().forward(), () -> {});
        own.set(run);
        assertThatThrownBy(run::forward)
                .isInstanceOf(OpException.class)
                .hasRootCauseMessage(
                        "An op called forward() of the run that is executing it in forward(), but the run's numbers are"
                                + " incomplete during a pass; give the op a run of its own, or pass what it needs as an"
                                + " input of the graph");
    }

    @Test
    void anUpdateRuleMayReadTheRun() {
        Run run = run(() -> {}, () -> {});
        double loss = run.forward();
        run.backward();
        run.update(W, (value, gradient) -> {
            assertThat(run.value(run.graph().outputs().get(0)).item()).isEqualTo(loss);
            assertThat(run.gradient(W).toArray()).isEqualTo(gradient);
            value[0] = 0;
        });
        assertThat(run.forward()).isEqualTo(loss - 1);
    }

    private Run run(Runnable inForward, Runnable inBackward) {
        return Run.of(Graph.of(
                        new Doing(x.multiply(W), inForward, inBackward).square().sum()))
                .feed(x, new double[] {1, 2, 4});
    }

    private static void onAnotherThread(Runnable action) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(action, "second");
        thread.setUncaughtExceptionHandler((dead, thrown) -> failure.set(thrown));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
