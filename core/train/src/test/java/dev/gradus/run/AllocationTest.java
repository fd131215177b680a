package dev.gradus.run;

import static dev.gradus.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gradus.flow.Implicit;
import dev.gradus.flow.Scan;
import dev.gradus.flow.While;
import dev.gradus.graph.Graph;
import dev.gradus.kernel.loop.UnrolledClass;
import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.HuberLoss;
import dev.gradus.loss.L1Loss;
import dev.gradus.loss.MseLoss;
import dev.gradus.nn.Activations;
import dev.gradus.nn.Dropout;
import dev.gradus.nn.Linear;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Adam;
import dev.gradus.train.AdamW;
import dev.gradus.train.FirstOrderOptimizer;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Momentum;
import dev.gradus.train.Optimizer;
import dev.gradus.train.ParameterGroup;
import dev.gradus.train.RmsProp;
import dev.gradus.train.Schedule;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A step allocates nothing: forward, backward and update use arrays created when the run was planned. */
@Tag("compiled")
class AllocationTest {
    private static final int STEPS = 10_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void tenThousandStepsAllocateNoByte() {
        Input x = Input.of("x", 4, 2), y = Input.of("y", 4, 1);
        Parameter W = Parameter.of("W", Tensor.of(new double[][] {{1.2}, {0.3}}));
        Parameter b = Parameter.of("b", Tensor.zeros(1, 1));
        Node yHat = x.matMul(W).add(b).sigmoid();
        Run run = Run.of(Graph.of(new MseLoss(yHat, y)));
        double[] xTrain = {0, 0, 0, 1, 1, 0, 1, 1};
        double[] yTrain = {0, 0, 0, 1};
        assertAllocatesNothing(run, () -> run.feed(x, xTrain).feed(y, yTrain));
    }

    /** Nor do the steps of a loop, even with checkpoints. */
    @Test
    void scansAllocateNoByte() {
        Input x = Input.of("x", 6, 1, 3);
        Parameter W = Parameter.of("W", Tensor.eye(3));
        Node h = Scan.over(x, 0)
                .carry("h", Constant.of(Tensor.zeros(1, 3)))
                .checkpoint(3)
                .body((carry, each) -> carry.matMul(W).add(each).tanh())
                .carry();
        Run run = Run.of(Graph.of(h.square().sum()));
        double[] numbers = new double[18];
        assertAllocatesNothing(run, () -> run.feed(x, numbers));
    }

    /** Nor do loops whose numbers of steps differ from pass to pass. */
    @Test
    void loopsThatEndEarlyAllocateNoByte() {
        Input x = Input.of("x", 3);
        Parameter W = Parameter.of("W", Tensor.of(new double[] {1.5, 2, 1.25}));
        Node last = While.carry("h", x)
                .body(h -> h.sum().less(100), h -> h.multiply(W).add(1))
                .carry();
        Run run = Run.of(Graph.of(last.square().sum()));
        double[] numbers = new double[3];
        assertAllocatesNothing(run, () -> {
            numbers[0] = (numbers[0] * 3 + 1) % 50;
            run.feed(x, numbers);
        });
    }

    /** Nor do iterations that solve an equation, which share the matrix and solution with the backward pass. */
    @Test
    void solutionsAllocateNoByte() {
        Input x = Input.of("x", 2);
        Parameter W = Parameter.of("W", Tensor.of(new double[] {1, 2}));
        Node root = Implicit.root(
                        Constant.of(Tensor.of(new double[] {0.5, 1})),
                        w -> w.multiply(w.exp()).subtract(W.add(x)))
                .solution();
        Node fixed = Implicit.fixedPoint(root, w -> w.multiply(0.5).cos().multiply(W.sigmoid()))
                .solution();
        Run run = Run.of(Graph.of(root.add(fixed).square().sum()));
        double[] numbers = {0.5, 1};
        assertAllocatesNothing(run, () -> run.feed(x, numbers));
    }

    /** Nor do steps for which code was generated. */
    @Test
    void stepsThatAreWrittenOutAllocateNoByte() {
        Parameter W = Parameter.of("W", Tensor.ones(3)), b = Parameter.of("b", Tensor.scalar(2));
        Run run = Run.of(Graph.of(W.square().sum().add(b.square())));
        Optimizer descent = GradientDescent.of(1e-9);
        for (int step = 0; step < UnrolledClass.OFTEN + 2; step++) {
            run.forward();
            run.backward();
            descent.step(run);
        }
        assertAllocatesNothing(run, descent, () -> {});
    }

    @Test
    void noOptimizerAllocates() {
        Parameter W = Parameter.of("W", Tensor.ones(3)), b = Parameter.of("b", Tensor.scalar(2));
        for (FirstOrderOptimizer optimizer : List.of(
                Momentum.of(1e-9, 0.9),
                Momentum.nesterov(1e-9, 0.9),
                RmsProp.of(1e-9),
                Adam.of(1e-9).withWeightDecay(0.1),
                AdamW.of(1e-9, 0.1).withGroup(ParameterGroup.of(b).weightDecay(0)))) {
            Run run = Run.of(Graph.of(W.square().sum().add(b.square())));
            assertAllocatesNothing(
                    run,
                    optimizer
                            .withClipNorm(0.1)
                            .withSchedule(Schedule.linearWarmUp(9).times(Schedule.exponential(0.9))),
                    () -> {});
        }
    }

    /** Each op of the forward and backward passes, and each kind of broadcasting, occurs at least once. */
    @Test
    void noOpAllocates() {
        Input x = Input.of("x", 3, 4);
        Parameter row = Parameter.of("row", Tensor.ones(1, 4)), column = Parameter.of("column", Tensor.ones(3, 1));
        Parameter number = Parameter.of("number", Tensor.scalar(2)), cube = Parameter.of("cube", Tensor.ones(2, 3, 4));
        Node h =
                x.add(row).multiply(column).subtract(number).divide(cube.add(1)).tanh();
        Node g = h.exp().log().relu().greater(0.5).where(h, h.negate()).transpose(2, 0, 1);
        Node J = g.mean(0, 2)
                .sum(0)
                .keepDims()
                .add(g.sum())
                .add(g.broadcastTo(Shape.of(2, 4, 2, 3)).mean())
                .reshape(1, 1)
                .matMul(number.reshape(1, 1))
                .add(h.stopGradient().sum());
        Run run = Run.of(Graph.of(J));
        double[] numbers = {1, -2, 3, -4, 5, -6, 7, -8, 9, -10, 11, -12};
        assertAllocatesNothing(run, () -> run.feed(x, numbers));
    }

    /** Sizes of more than one block. */
    @Test
    void noSystemOfEquationsAllocates() {
        Input x = Input.of("x", 2, 10, 10);
        Parameter b = Parameter.of("b", Tensor.ones(2, 10, 3));
        Node L = LinearAlgebra.cholesky(x), solution = LinearAlgebra.choleskySolve(L, b);
        Node J = solution.sum()
                .add(LinearAlgebra.solve(x, b).sum())
                .add(LinearAlgebra.inv(x).sum())
                .add(LinearAlgebra.logDeterminant(x).sum());
        Run run = Run.builder(Graph.of(J)).gradients(x).build();
        double[] numbers = new double[200];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i / 10 % 10 == i % 10 ? 3 : 0.1;
        }
        assertAllocatesNothing(run, () -> run.feed(x, numbers));
    }

    @Test
    void noLossOrLayerAllocates() {
        Input x = Input.of("x", 3, 4), labels = Input.of("labels", 3), step = Input.of("step");
        Linear layer = Linear.of("layer", Tensor.ones(4, 2));
        Node z = new Dropout(0.5, 1).apply(x.then(layer), step);
        Node y = Activations.softmax(z, 1).stopGradient();
        Node J = new CrossEntropyLoss(z, labels)
                .add(new CrossEntropyLoss(z, y))
                .add(new BinaryCrossEntropyLoss(z, y))
                .add(new L1Loss(z, y))
                .add(new HuberLoss(z, y, 1));
        Run run = Run.of(Graph.of(J));
        double[] numbers = {1, -2, 3, -4, 5, -6, 7, -8, 9, -10, 11, -12};
        double[] classes = {0, 1, 1};
        double[] one = {1};
        assertAllocatesNothing(
                run, () -> run.feed(x, numbers).feed(labels, classes).feed(step, one));
    }

    /** Loops over elements and blocks, followed by sums; LoopAllocationTest tests the loops themselves. */
    @Test
    @DisabledIfSystemProperty(
            named = Optimization.WITHOUT,
            matches = ".+",
            disabledReason = "looks for what an optimization finds")
    void noStepInGeneratedLoopsAllocates() {
        Input x = Input.of("x", 20, 50), y = Input.of("y", 20, 50);
        Parameter W = Parameter.of("W", Tensor.generate(Shape.of(20, 50), i -> i % 7 * 0.1));
        Parameter b = Parameter.of("b", Tensor.ones(1, 50));
        Node z = x.multiply(W).add(b);
        Run run = Run.builder(Graph.of(new MseLoss(z.relu(), y).add(z.sigmoid().sum())))
                .loopsAtOnce()
                .build();
        assertThat(run.plan().toString()).contains("generated loops");
        double[] numbers = new double[1000];
        assertAllocatesNothing(run, () -> run.feed(x, numbers).feed(y, numbers));
    }

    /** Sizes for which vector code is used. */
    @Test
    void noLargeStepAllocates() {
        for (KernelChoice kernels : KernelChoice.values()) {
            if (kernels.refusal().isEmpty()) {
                Input x = Input.of("x", 20, 30), labels = Input.of("labels", 20);
                Node h = x.then(Linear.of("first", Tensor.ones(30, 17))).tanh().relu();
                Node z = h.then(Linear.of("second", Tensor.ones(17, 10))).sigmoid();
                Run run = Run.builder(Graph.of(new CrossEntropyLoss(z, labels)))
                        .kernels(kernels)
                        .build();
                double[] numbers = new double[600];
                double[] classes = new double[20];
                assertAllocatesNothing(run, () -> run.feed(x, numbers).feed(labels, classes));
            }
        }
    }

    /**
     * Large enough that products, sums and functions are distributed over threads. The allocations of all threads of the JVM
     * count, except Surefire's.
     */
    @Test
    void noStepOfSeveralThreadsAllocates() {
        Input x = Input.of("x", 128, 96), labels = Input.of("labels", 128);
        Node h = x.then(Linear.of("first", Tensor.generate(Shape.of(96, 64), i -> i % 7 * 1e-2)))
                .tanh();
        Node z = h.then(Linear.of("second", Tensor.generate(Shape.of(64, 64), i -> i % 5 * 1e-2)));
        Run run = Run.builder(Graph.of(new CrossEntropyLoss(z, labels)))
                .threads(2)
                .build()
                .feed(x, new double[128 * 96])
                .feed(labels, new double[128]);
        Optimizer adam = Adam.of(1e-9);
        Map<String, Long> allocated = new TreeMap<>();
        eventually(() -> {
            Map<Long, Long> before = allocatedByThreads();
            long own = allocatedBytes();
            for (int step = 0; step < 300; step++) {
                run.forward();
                run.backward();
                adam.step(run);
            }
            own = allocatedBytes() - own;
            Map<Long, Long> after = allocatedByThreads();
            after.put(Thread.currentThread().getId(), own);
            before.put(Thread.currentThread().getId(), 0L);
            allocated.clear();
            allocated.putAll(grown(before, after));
            return allocated.isEmpty();
        });
        assertThat(allocated).as("bytes allocated, by thread").isEmpty();
    }

    /** Returns the allocations of each thread, because some may have ended when they are queried again. */
    private static Map<Long, Long> allocatedByThreads() {
        Map<Long, Long> allocated = new HashMap<>();
        for (long thread : THREADS.getAllThreadIds()) {
            allocated.put(thread, THREADS.getThreadAllocatedBytes(thread));
        }
        return allocated;
    }

    private static Map<String, Long> grown(Map<Long, Long> before, Map<Long, Long> after) {
        Map<String, Long> grown = new TreeMap<>();
        after.forEach((thread, bytes) -> {
            long more = bytes - before.getOrDefault(thread, 0L);
            ThreadInfo info = THREADS.getThreadInfo(thread);
            String name = info == null ? "a thread that has ended" : info.getThreadName();
            if (more > 0 && !name.startsWith("surefire-")) { // one of them writes ten times a second
                grown.merge(name, more, Long::sum);
            }
        });
        return grown;
    }

    /** The steps are so small that the parameters stay, however often the JVM makes it repeat them. */
    private static void assertAllocatesNothing(Run run, Runnable feed) {
        assertAllocatesNothing(run, GradientDescent.of(1e-30), feed);
    }

    private static void assertAllocatesNothing(Run run, Optimizer descent, Runnable feed) {
        double[] read = new double[run.graph().parameters().get(0).shape().elements()];
        // The JVM itself occasionally allocates while it compiles; a step that allocated would do so in each round.
        long[] allocated = new long[1];
        eventually(() -> {
            long before = allocatedBytes();
            for (int step = 0; step < STEPS; step++) {
                feed.run();
                run.forward();
                run.backward();
                descent.step(run);
                run.read(run.graph().parameters().get(0), read);
                run.readGradient(run.graph().parameters().get(0), read);
            }
            allocated[0] = allocatedBytes() - before;
            return allocated[0] == 0;
        });
        assertThat(allocated[0]).as("bytes allocated by %d steps", STEPS).isZero();
    }

    private static long allocatedBytes() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
