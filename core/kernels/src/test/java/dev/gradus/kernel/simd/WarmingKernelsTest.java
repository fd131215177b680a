package dev.gradus.kernel.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.KernelHash;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.kernel.thread.Warmer;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("compiled")
class WarmingKernelsTest {
    /** Passes each task to the test. */
    private record Does(Consumer<Warmer.Task> what) implements Warmer {
        @Override
        public void accept(Task trials) {
            what.accept(trials);
        }

        @Override
        public void ensureRunning() {}
    }

    private final AtomicLong clock = new AtomicLong();
    private final AtomicLong processorTime = new AtomicLong();

    @BeforeEach
    void assumeVectors() {
        assumeTrue(AvailableKernels.simdRefusal().isEmpty());
    }

    @Test
    void theBitsAreTheSameBeforeAndAfterEveryTrial() {
        VectorTrials trials = new VectorTrials(1, Long.MAX_VALUE, processorTime::get, new Does(unused -> {}));
        Kernels kernels = new WarmingKernels(trials);
        long bits = KernelHash.of(AvailableKernels.scalar());
        assertThat(KernelHash.of(kernels)).as("before").isEqualTo(bits);
        assertThat(trials.begun())
                .as("one of each kind")
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(30);
        trials.begun().forEach(VectorTrial::win);
        assertThat(KernelHash.of(kernels)).as("after").isEqualTo(bits);
    }

    /** Trials of a function with three loops, of a sum and of a product take turns. */
    @Test
    void enoughWorkStartsATrialAndThenUsesVectors() {
        Queue<Warmer.Task> tasks = new ArrayDeque<>();
        VectorTrials trials = new VectorTrials(1000, Long.MAX_VALUE, processorTime::get, new Does(tasks::add));
        Kernels kernels = new WarmingKernels(trials);
        double[] x = new double[4096];
        double[] out = new double[4096];
        MatrixProduct product = MatrixProduct.of(64, 64, 64);
        kernels.unary(UnaryFunction.TANH, x, 0, out, 0, 999);
        assertThat(tasks).isEmpty();
        kernels.unary(UnaryFunction.EXP, x, 0, out, 0, 999);
        kernels.unary(UnaryFunction.TANH, x, 0, out, 0, 16);
        kernels.sum(x, 0, 4096);
        kernels.multiply(product, x, 0, x, 0, out, 0, 0, 64);
        assertThat(trials.begun()).hasSize(3);
        assertThat(tasks).as("one task for all trials").containsExactly(trials);
        tasks.remove().warmUp();
        assertThat(tasks).as("the next trial, after what else waits").containsExactly(trials);
        while (!tasks.isEmpty()) {
            tasks.remove().warmUp();
        }
        assertThat(trials.begun()).isEmpty();
        assertThat(trials.of(UnaryFunction.TANH).isWon(0)).isTrue();
        assertThat(trials.of(UnaryFunction.EXP).isWon(0)).isFalse();
        assertThat(trials.sum.isWon(0)).isTrue();
        assertThat(trials.of(product).isWon(0)).isTrue();
    }

    /** Otherwise a trial would compare the scalar kernel with itself. */
    @Test
    void everyTrialIsLargeEnoughForVectors() {
        VectorTrials trials = new VectorTrials(1, Long.MAX_VALUE, processorTime::get, new Does(unused -> {}));
        KernelHash.of(new WarmingKernels(trials));
        List<Object> small = new ArrayList<>();
        Kernels vectors = (Kernels) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Kernels.class}, (proxy, method, arguments) -> {
                    boolean large = switch (method.getName()) {
                        case "sumColumns" -> (int) arguments[2] >= Kernels.FEWEST_FOR_VECTORS;
                        case "argMax" -> (int) arguments[2] * (int) arguments[3] >= Kernels.FEWEST_FOR_VECTORS;
                        case "multiply" -> (int) arguments[8] - (int) arguments[7] >= Kernels.FEWEST_FOR_VECTORS;
                        default -> (int) arguments[arguments.length - 1] >= Kernels.FEWEST_FOR_VECTORS;
                    };
                    if (!large) {
                        small.add(method.getName());
                    }
                    return method.getReturnType() == double.class ? 0.0 : null;
                });
        double[] x = new double[VectorTrial.NUMBERS];
        trials.begun().forEach(trial -> trial.work().run(vectors, x, x, x, x, VectorTrial.SHORT));
        assertThat(small).isEmpty();
    }

    /** Otherwise these calls would create the very objects that they save. */
    @Test
    void callsForNoElementsAllocateNothing() {
        VectorTrials trials = new VectorTrials(1, Long.MAX_VALUE, processorTime::get, new Does(unused -> {}));
        for (UnaryFunction f : UnaryFunction.values()) {
            assertAllocatesNothing(f.name(), trials.of(f).touch());
        }
        for (BinaryFunction f : BinaryFunction.values()) {
            assertAllocatesNothing(f.name(), trials.of(f).touch());
        }
        assertAllocatesNothing("select", trials.select.touch());
        assertAllocatesNothing("sum", trials.sum.touch());
        assertAllocatesNothing("squaredErrors", trials.squaredErrors.touch());
        assertAllocatesNothing("sumColumns", trials.sumColumns.touch());
    }

    private static void assertAllocatesNothing(String name, Runnable touch) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        touch.run(); // loads classes
        long before = thread.getCurrentThreadAllocatedBytes();
        for (int call = 0; call < 1000; call++) {
            touch.run();
        }
        assertThat(thread.getCurrentThreadAllocatedBytes() - before).as(name).isLessThan(1000);
    }

    @Test
    void shortArraysDoNotCountTowardATrial() {
        VectorTrials trials = new VectorTrials(1, Long.MAX_VALUE, processorTime::get, new Does(unused -> {}));
        Kernels kernels = new WarmingKernels(trials);
        double[] x = new double[15];
        kernels.unary(UnaryFunction.EXP, x, 0, x, 0, 15);
        kernels.sum(x, 0, 15);
        assertThat(trials.begun()).isEmpty();
    }

    @Test
    void vectorsWinOnceTheyAreFaster() {
        int[] calls = {0};
        VectorTrial trial = trial(Long.MAX_VALUE, (kernels, a, b, c, out, elements) -> {
            if (kernels.lanes() == 1 || calls[0]++ < 200) {
                clock.addAndGet(kernels.lanes() == 1 ? 20 : 60);
            }
        });
        advance(trial);
        assertThat(trial.isWon(0)).isTrue();
        assertThat(calls[0]).isGreaterThan(200);
    }

    @Test
    void vectorsThatAreNeverFasterAreNotUsed() {
        VectorTrial trial = trial(50_000, (kernels, a, b, c, out, elements) -> {
            clock.addAndGet(60);
            processorTime.addAndGet(60);
        });
        advance(trial);
        assertThat(trial.isWon(0)).isFalse();
    }

    /** Other programs occupy the processor in every measurement. */
    @Test
    void aTrialOnABusyMachineDoesNotEndEarlier() {
        VectorTrial trial = trial(50_000, (kernels, a, b, c, out, elements) -> {
            clock.addAndGet(1_000_000_000);
            processorTime.addAndGet(60);
        });
        VectorTrial.Bench bench = new VectorTrial.Bench(clock::get);
        trial.advance(bench);
        assertThat(clock.get()).isGreaterThan(40_000_000_000L);
        assertThat(trial.isOver()).isFalse();
    }

    @Test
    void aTrialThatWasLostBeginsAgainAfterMoreWork() {
        Queue<Warmer.Task> tasks = new ArrayDeque<>();
        VectorTrials trials = new VectorTrials(1, 0, processorTime::get, new Does(tasks::add));
        VectorTrial.Work neverFaster = (kernels, a, b, c, out, elements) -> {
            processorTime.addAndGet(60);
            long end = System.nanoTime() + (kernels.lanes() == 1 ? 0 : 20_000);
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        };
        VectorTrial trial = new VectorTrial(neverFaster, () -> {}, 100, 1, 0, processorTime::get, trials::begin);
        int work = 1;
        for (int attempt = 0; attempt < VectorTrial.MOST_ATTEMPTS; attempt++) {
            assertThat(trial.isWon(work - 1)).isFalse();
            assertThat(trials.begun()).as("attempt %d", attempt).isEmpty();
            assertThat(trial.isWon(1)).isFalse();
            assertThat(trials.begun()).as("attempt %d", attempt).containsExactly(trial);
            tasks.remove().warmUp();
            work *= VectorTrial.FACTOR;
        }
        assertThat(trial.isWon(Integer.MAX_VALUE)).isFalse();
        assertThat(tasks).as("after the last attempt").isEmpty();
    }

    private void advance(VectorTrial trial) {
        VectorTrial.Bench bench = new VectorTrial.Bench(clock::get);
        while (!trial.isOver()) {
            trial.advance(bench);
        }
    }

    private VectorTrial trial(long patience, VectorTrial.Work work) {
        return new VectorTrial(work, () -> {}, 100, 1, patience, processorTime::get, unused -> {});
    }
}
