package dev.gradus.benchmarks;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.OpException;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Adam;
import dev.gradus.train.Batch;
import dev.gradus.train.BatchGraph;
import dev.gradus.train.BatchRuns;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Optimizer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Builds, plans, trains, saves and drops models of random sizes for a given number of seconds, on threads and in generated
 * loops, with ops that throw. It prints what the JVM holds, and fails if that grows.
 *
 * <p>A number grows if each sample of the last third of the time is above each one of the middle third, and their medians
 * are more than 5 % apart. The first third is for the JVM to load and compile what it needs. Numbers that go up and down pass
 * the first test by chance once in C(40, 20) ≈ 10¹¹ times, as there are twenty samples in a third. The second one allows for
 * the profiles that the JVM goes on to gather in its metaspace, more slowly from minute to minute: take ten minutes at
 * least. One plan, class or thread that stays behind in each round makes far more.
 */
final class Soak {
    private static final int SAMPLES = 60;
    private static final long PRINTED_NANOS = 10_000_000_000L;

    /** How long a run may take until a generated loop was tried. */
    private static final long LOOP_NANOS = 20_000_000_000L;

    private final SplittableRandom random = new SplittableRandom(0);
    private final Path file;
    private long rounds;
    private long thrown;
    private long loops;

    private Soak(Path file) {
        this.file = file;
    }

    /** What the JVM holds, after a collection. */
    private enum Held {
        HEAP("heap, kB") {
            @Override
            long now() {
                return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1000;
            }
        },
        THREADS("threads") {
            @Override
            long now() {
                return ManagementFactory.getThreadMXBean().getThreadCount();
            }
        },
        CLASSES("classes") {
            @Override
            long now() {
                return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
            }
        },
        METASPACE("metaspace, kB") {
            @Override
            long now() {
                return ManagementFactory.getMemoryPoolMXBeans().stream()
                                .filter(pool -> pool.getName().equals("Metaspace"))
                                .map(MemoryPoolMXBean::getUsage)
                                .mapToLong(usage -> usage.getUsed())
                                .sum()
                        / 1000;
            }
        };

        private final String text;
        private final List<Long> samples = new ArrayList<>();

        Held(String text) {
            this.text = text;
        }

        abstract long now();

        boolean grows() {
            int third = samples.size() / 3;
            List<Long> middle = samples.subList(third, 2 * third);
            List<Long> last = samples.subList(2 * third, samples.size());
            return Collections.min(last) > Collections.max(middle) && median(last) > 1.05 * median(middle);
        }

        private static long median(List<Long> numbers) {
            return numbers.stream()
                    .sorted()
                    .skip(numbers.size() / 2)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Soaks for this number of seconds, 600 if none is given. */
    public static void main(String[] seconds) throws IOException {
        long nanos = (seconds.length == 0 ? 600 : Long.parseLong(seconds[0])) * 1_000_000_000L;
        Path folder = Files.createTempDirectory("soak");
        Soak soak = new Soak(folder.resolve("model.npz"));
        long begin = System.nanoTime(), printed = begin;
        for (int sample = 1; sample <= SAMPLES; sample++) {
            while (System.nanoTime() - begin < nanos * sample / SAMPLES) {
                soak.round();
            }
            System.gc();
            for (Held held : Held.values()) {
                held.samples.add(held.now());
            }
            if (sample == SAMPLES || System.nanoTime() - printed >= PRINTED_NANOS) {
                printed = System.nanoTime();
                soak.print((printed - begin) / 1_000_000_000);
            }
        }
        Files.deleteIfExists(soak.file);
        Files.delete(folder);
        boolean grows = false;
        for (Held held : Held.values()) {
            System.out.println(held.text + (held.grows() ? " GROWS: " : " is level: ") + held.samples);
            grows |= held.grows();
        }
        System.exit(grows ? 1 : 0);
    }

    private void print(long seconds) {
        List<String> numbers = new ArrayList<>();
        for (Held held : Held.values()) {
            numbers.add(String.format(Locale.ROOT, "%,d %s", held.samples.get(held.samples.size() - 1), held.text));
        }
        System.out.printf(
                Locale.ROOT,
                "%5d s: %s; %,d rounds, %,d failures, %,d loops tried%n",
                seconds,
                String.join(", ", numbers),
                rounds,
                thrown,
                loops);
    }

    private void round() throws IOException {
        rounds++;
        trainAndSave();
        failOnThreads();
        if (rounds % 10 == 0) {
            manySizes();
        }
        if (rounds % 50 == 1) {
            untilALoopIsTried();
        }
    }

    private Tensor numbers(int... sizes) {
        return Tensor.generate(Shape.of(sizes), i -> random.nextDouble(-1, 1));
    }

    /** A small model of random sizes; the smallest are written out as code. */
    private void trainAndSave() throws IOException {
        int rows = random.nextInt(1, 40), inner = random.nextInt(1, 12);
        Input x = Input.of("x", rows, inner), y = Input.of("y", rows, 1);
        Parameter W = Parameter.of("W", numbers(inner, 1)), b = Parameter.of("b", Tensor.zeros(1, 1));
        Graph graph = Graph.of(new MseLoss(x.matMul(W).add(b).sigmoid(), y));
        Run run = Run.of(graph).feed(x, numbers(rows, inner)).feed(y, numbers(rows, 1));
        train(run, Adam.of(1e-3), random.nextInt(1, 3000));
        run.parameters().save(file);
        Parameters loaded = Parameters.of(graph);
        loaded.load(file);
        if (!loaded.get(W).equals(run.parameters().get(W))) {
            throw new IllegalStateException("What was saved is not what was loaded");
        }
    }

    private static void train(Run run, Optimizer optimizer, int steps) {
        for (int step = 0; step < steps; step++) {
            run.forward();
            run.backward();
            optimizer.step(run);
        }
    }

    /** Fails at the numbers below 0, with what no method declares. */
    private static final class Root extends UnaryOp {
        Root(Node x) {
            super(x, Root::new);
        }

        @Override
        public double apply(double x) {
            if (x < 0) {
                throw Root.<RuntimeException>unchecked(new IOException("no root of " + x));
            }
            return Math.sqrt(x);
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
            throw (T) thrown;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.divide(multiply(2)));
        }
    }

    /** Large work in which a helper or the caller meets a bad number. */
    private void failOnThreads() {
        int size = random.nextInt(40_000, 200_000);
        Input x = Input.of("x", size);
        Run run = Run.of(Graph.of(new Root(new Root(x).multiply(2)).sum()));
        double[] numbers = new double[size];
        numbers[random.nextInt(size)] = -1;
        try {
            run.feed(x, numbers).forward();
            throw new IllegalStateException("The root of -1 was found");
        } catch (OpException expected) {
            if (!(expected.getCause() instanceof IOException)) {
                throw expected;
            }
            thrown++;
        }
        run.feed(x, new double[size]).forward();
    }

    private void manySizes() {
        Parameter W = Parameter.of("W", numbers(50, 50));
        BatchRuns runs = BatchRuns.of(n -> {
            Input x = Input.of("x", n, 50), y = Input.of("y", n, 50);
            return BatchGraph.of(new MseLoss(x.matMul(W).tanh(), y), x, y);
        });
        Optimizer descent = GradientDescent.of(0.1);
        for (int i = 0; i < 50; i++) {
            int size = random.nextInt(1, 200);
            train(runs.feed(Batch.of(numbers(size, 50), numbers(size, 50))), descent, 1);
        }
    }

    private void untilALoopIsTried() {
        int size = random.nextInt(1000, 20_000);
        Input x = Input.of("x", size);
        Parameter w = Parameter.of("w", numbers(size));
        Node z = x.multiply(w).add(random.nextDouble()).abs();
        Run run = Run.of(Graph.of(z.sigmoid().multiply(z.tanh()).then(Root::new).sum()));
        run.feed(x, w.initialValue());
        long begin = System.nanoTime();
        while (!run.plan().toString().contains("instead of") && System.nanoTime() - begin < LOOP_NANOS) {
            for (int step = 0; step < 50; step++) {
                run.forward();
                run.backward();
            }
        }
        loops += run.plan().toString().contains("instead of") ? 1 : 0;
    }
}
