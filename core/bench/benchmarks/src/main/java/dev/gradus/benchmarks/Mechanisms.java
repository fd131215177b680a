package dev.gradus.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.nn.Linear;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Optimizer;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Prints what each optimization gains: how many times as long each work takes without it. All processes take turns, and
 * the shortest time of each work and switch counts.
 *
 * <p>The arguments are further switches: {@code name=folder} measures with the classes in this folder instead of the
 * ones of the same name, for instance with a class in which one optimization is commented out.
 */
final class Mechanisms {
    private static final int TURNS = 3;

    /** The argument that makes a process measure one work. */
    private static final String MEASURE = "--measure";

    /** Long enough for loops to be generated, warmed up and tried. */
    private static final long STEADY_NANOS = 8_000_000_000L;

    private static final long SHORT_NANOS = 1_500_000_000L;

    private Mechanisms() {}

    /**
     * One row of the table.
     *
     * @param step makes the work, whose time is measured, too, if {@code steps} is positive
     * @param steps the number of steps from the start; 0 for the shortest step of {@code nanos}
     */
    private record Work(Supplier<Runnable> step, int steps, long nanos) {
        static Work steady(Supplier<Runnable> step, long nanos) {
            return new Work(step, 0, nanos);
        }

        static Work first(int steps, Supplier<Runnable> step) {
            return new Work(step, steps, 0);
        }

        double microseconds() {
            return steps > 0 ? untilStep() : shortestStep();
        }

        private double untilStep() {
            long start = System.nanoTime();
            Runnable made = step.get();
            for (int i = 0; i < steps; i++) {
                made.run();
            }
            return (System.nanoTime() - start) / 1e3;
        }

        private double shortestStep() {
            return Fastest.nanos(step.get(), nanos) / 1e3;
        }
    }

    private static Map<String, Work> works() {
        Map<String, Work> works = new LinkedHashMap<>();
        works.put("OneLayer 4x2", Work.steady(() -> step(layer(4, 2)), SHORT_NANOS));
        works.put("2-3-1 with 4 examples", Work.steady(() -> step(network(4, 2, 3)), SHORT_NANOS));
        works.put("4-8-1 with 16 examples", Work.steady(() -> step(network(16, 4, 8)), SHORT_NANOS));
        works.put("OneLayer 360x6", Work.steady(() -> step(layer(360, 6)), STEADY_NANOS));
        works.put("Perceptron", Work.steady(() -> step(Perceptron.network()), STEADY_NANOS));
        works.put("LongVectors", Work.steady(() -> passes(Run.of(LongVectors.sum(1_000_000))), STEADY_NANOS));
        works.put("LongVectors of 100,000", Work.steady(() -> passes(Run.of(LongVectors.sum(100_000))), STEADY_NANOS));
        works.put("log cosh of 100,000", Work.steady(() -> passes(logCosh()), STEADY_NANOS));
        works.put(
                "species, 1,000 steps",
                Work.steady(() -> passes(Run.of(Graph.of(Scans.species(1000, 0)))), SHORT_NANOS));
        works.put("OneLayer 4x2, first 30,000", Work.first(30_000, () -> step(layer(4, 2))));
        works.put("4-8-1, first 2,000", Work.first(2_000, () -> step(network(16, 4, 8))));
        works.put("Perceptron, first 100", Work.first(100, () -> step(Perceptron.network())));
        works.put("LongVectors of 10,000, first 100", Work.first(100, () -> passes(Run.of(LongVectors.sum(10_000)))));
        works.put("LongVectors of 100,000, first 100", Work.first(100, () -> passes(Run.of(LongVectors.sum(100_000)))));
        works.put("LongVectors, first 30", Work.first(30, () -> passes(Run.of(LongVectors.sum(1_000_000)))));
        return works;
    }

    private static Runnable passes(Run run) {
        return () -> {
            run.forward();
            run.backward();
        };
    }

    private static Runnable step(Run run) {
        Optimizer descent = GradientDescent.of(0.01);
        return () -> {
            run.forward();
            run.backward();
            descent.step(run);
        };
    }

    private static Run layer(int rows, int columns) {
        NumpyRandom random = NumpyRandom.seed(0);
        Input x = Input.of("x", rows, columns), y = Input.of("y", rows, 1);
        Parameter W = Parameter.of("W", random.randn(columns, 1)), b = Parameter.of("b", Tensor.zeros(1, 1));
        return Run.of(Graph.of(new MseLoss(x.matMul(W).add(b).sigmoid(), y)))
                .feed(x, random.randn(rows, columns))
                .feed(y, Tensor.generate(Shape.of(rows, 1), i -> i % 2));
    }

    private static Run network(int examples, int in, int hidden) {
        NumpyRandom random = NumpyRandom.seed(0);
        Input x = Input.of("x", examples, in), y = Input.of("y", examples, 1);
        Linear first = Linear.of("first", random.randn(in, hidden)),
                second = Linear.of("second", random.randn(hidden, 1));
        return Run.of(Graph.of(new MseLoss(x.then(first).tanh().then(second).sigmoid(), y)))
                .feed(x, random.randn(examples, in))
                .feed(y, Tensor.generate(Shape.of(examples, 1), i -> i % 2));
    }

    /** A loss as a user writes it. */
    private static Run logCosh() {
        NumpyRandom random = NumpyRandom.seed(0);
        Parameter a = Parameter.of("a", random.randn(100_000));
        Input target = Input.of("target", 100_000);
        Node distance = a.subtract(target).abs();
        return Run.of(Graph.of(distance.add(distance.multiply(-2).exp().log1p())
                        .subtract(Math.log(2))
                        .mean()))
                .feed(target, random.randn(100_000));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 2 && arguments[0].equals(MEASURE)) {
            System.out.println(requireNonNull(works().get(arguments[1])).microseconds());
            return;
        }
        Map<String, List<String>> switches = switches(arguments);
        System.out.println("| work | with all, µs | without " + String.join(" | without ", switches.keySet()) + " |");
        System.out.println("|---|---|" + "---|".repeat(switches.size()));
        for (String work : works().keySet()) {
            double with = Double.MAX_VALUE;
            Map<String, Double> without = new LinkedHashMap<>();
            for (int turn = 0; turn < TURNS; turn++) {
                with = Math.min(with, inProcess(work, List.of(), ""));
                for (Map.Entry<String, List<String>> each : switches.entrySet()) {
                    without.merge(
                            each.getKey(),
                            inProcess(work, each.getValue(), folder(each.getKey(), arguments)),
                            Math::min);
                }
            }
            StringBuilder line = new StringBuilder("| " + work + " | " + BenchmarkTable.number(with) + " |");
            for (double time : without.values()) {
                line.append(String.format(Locale.ROOT, " × %.2f |", time / with));
            }
            System.out.println(line);
        }
    }

    /** The JVM's options for each switch. */
    private static Map<String, List<String>> switches(String[] arguments) {
        Map<String, List<String>> switches = new LinkedHashMap<>();
        switches.put("generated code", List.of("-Ddev.gradus.without=generated_loops"));
        switches.put("vector trials", List.of("-Ddev.gradus.kernels=simd"));
        switches.put("vectors", List.of("-Ddev.gradus.kernels=scalar"));
        for (String argument : arguments) {
            switches.put(argument.substring(0, argument.indexOf('=')), List.of());
        }
        return switches;
    }

    private static String folder(String name, String[] arguments) {
        for (String argument : arguments) {
            if (argument.startsWith(name + "=")) {
                return argument.substring(name.length() + 1);
            }
        }
        return "";
    }

    private static double inProcess(String work, List<String> options, String folder)
            throws IOException, InterruptedException {
        List<String> more = new ArrayList<>(options);
        more.add("-Ddev.gradus.threads=" + System.getProperty("dev.gradus.threads", "1"));
        String classes = System.getProperty("java.class.path");
        String classPath = folder.isEmpty() ? classes : folder + File.pathSeparator + classes;
        String output = Jvm.output(Jvm.command(more, classPath, Mechanisms.class.getName(), MEASURE, work));
        return Double.parseDouble(output);
    }
}
