package dev.gradus.benchmarks;

import dev.gradus.gradbench.PlainLoops;
import dev.gradus.gradbench.PlainLoops.Mixture;
import dev.gradus.gradbench.PlainLoops.Observed;
import dev.gradus.graph.Graph;
import dev.gradus.lift.Lift;
import dev.gradus.lift.Lifted;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Run;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Times lifted methods beside the methods themselves, beside the same graphs written by hand, and beside the same lines in
 * the numbers of Hipparchus and finmath, in turns, of many passes the fastest. Fails if values or gradients differ.
 * Arguments are the first words of the rows to print; none prints all.
 */
final class LiftedMethods {
    private static final int ROUNDS = Integer.getInteger("rounds", 12);
    private static final long TURN = 40_000_000;

    /** Within this time the engine generates its loops and the JVM compiles them. */
    private static final long WARM_UP = 1_500_000_000;

    private static final int LIFTS = 20;
    private static final Random RANDOM = new Random(1);

    /** Forward mode would hold 100,000 derivatives of each of 600,000 numbers. */
    private static final String TOO_LARGE = "Rosenbrock, n = 100,000";

    /** Takes results, so that the JVM cannot leave out what computes them. */
    private static double sink;

    /**
     * A method.
     *
     * @param byHand its gradient as plain Java, if it is short
     * @param graph its graph on an input of all numbers that are differentiated
     */
    private record Work(
            String name,
            Supplier<Double> plain,
            Optional<Supplier<double[]>> byHand,
            Function<Input, Node> graph,
            double[] numbers,
            int[] sizes,
            Supplier<Lifted> lift,
            boolean byAll,
            Object[] arguments) {
        Object first() {
            return arguments[0];
        }

        Object[] others() {
            return Arrays.copyOfRange(arguments, 1, arguments.length);
        }
    }

    private LiftedMethods() {}

    public static void main(String... names) {
        System.out.println(
                "| work | plain Java value, µs | gradient by hand | lifted: value | lifted: value and gradient"
                        + " | graph by hand: value and gradient | lifted : graph by hand | lifting, ms | Hipparchus"
                        + " | finmath |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (Work work : works()) {
            if (names.length == 0 || Arrays.stream(names).anyMatch(work.name::startsWith)) {
                System.out.println(row(work));
            }
        }
    }

    private static List<Work> works() {
        return Stream.of(
                        Stream.of(10, 1_000, 100_000).map(LiftedMethods::rosenbrock),
                        Stream.of(blackScholes(), lse(), llsq(), det(), kmeans(), ode(), gmm(), ba(), oscillators()))
                .flatMap(all -> all)
                .toList();
    }

    private static double[] numbers(int count) {
        return RANDOM.doubles(count, -1, 1).toArray();
    }

    private static double[][] rows(int count, int length) {
        return Stream.generate(() -> numbers(length)).limit(count).toArray(double[][]::new);
    }

    private static Work work(
            String name,
            Supplier<Double> plain,
            Function<Input, Node> graph,
            double[] numbers,
            Supplier<Lifted> lift,
            Object... arguments) {
        int[] sizes = {numbers.length};
        return new Work(name, plain, Optional.empty(), graph, numbers, sizes, lift, false, arguments);
    }

    private static Work rosenbrock(int n) {
        double[] p = numbers(n);
        return new Work(
                String.format(Locale.ROOT, "Rosenbrock, n = %,d", n),
                () -> LiftedPrograms.rosenbrock(p),
                Optional.of(() -> LiftedPrograms.rosenbrockGradient(p)),
                LiftedGraphs::rosenbrock,
                p,
                new int[] {n},
                () -> Lift.of(LiftedPrograms::rosenbrock),
                false,
                new Object[] {p});
    }

    private static Work blackScholes() {
        double[] p = {100, 105, 0.03, 0.2, 0.75};
        return new Work(
                "Black–Scholes with 5 Greeks",
                () -> LiftedPrograms.blackScholes(p[0], p[1], p[2], p[3], p[4]),
                Optional.of(() -> LiftedPrograms.greeks(p[0], p[1], p[2], p[3], p[4])),
                LiftedGraphs::blackScholes,
                p,
                new int[] {5},
                () -> Lift.of(LiftedPrograms::blackScholes).wrt(0, 1, 2, 3, 4),
                true,
                DoubleStream.of(p).boxed().toArray());
    }

    private static Work lse() {
        double[] x = numbers(10_000);
        return work("lse, 10,000", () -> PlainLoops.lse(x), LiftedGraphs::lse, x, () -> Lift.of(PlainLoops::lse), x);
    }

    private static Work llsq() {
        double[] x = numbers(16);
        return work(
                "llsq, 16 coefficients, 1,000 points",
                () -> PlainLoops.llsq(x, 1_000),
                input -> LiftedGraphs.llsq(input, 1_000),
                x,
                () -> Lift.of(PlainLoops::llsq),
                x,
                1_000);
    }

    private static Work det() {
        double[] a = numbers(36);
        return work(
                "det, 6 × 6",
                () -> PlainLoops.det(a, 6),
                input -> LiftedGraphs.det(input, 6),
                a,
                () -> Lift.of(PlainLoops::det),
                a,
                6);
    }

    private static Work kmeans() {
        double[][] centers = rows(10, 8);
        double[][] points = rows(1_000, 8);
        return new Work(
                "kmeans, 1,000 points, 10 centers, 8 dimensions",
                () -> PlainLoops.kmeans(centers, points),
                Optional.empty(),
                input -> LiftedGraphs.kmeans(input, points),
                flat(centers),
                new int[] {10, 8},
                () -> Lift.of(PlainLoops::kmeans),
                false,
                new Object[] {centers, points});
    }

    private static Work ode() {
        double[] x = numbers(10);
        return work(
                "ode, 10 equations, 1,000 steps",
                () -> LiftedPrograms.lastOfOde(x, 1_000),
                input -> LiftedGraphs.lastOfOde(input, 1_000),
                x,
                () -> Lift.of(LiftedPrograms::lastOfOde),
                x,
                1_000);
    }

    private static Work gmm() {
        Mixture mixture = new Mixture(numbers(5), rows(5, 4), rows(5, 4), rows(5, 6));
        Observed data = new Observed(rows(1_000, 4), 1, 0);
        double[] x = Stream.of(
                        new double[][] {mixture.alphas()}, mixture.means(), mixture.logDiagonals(), mixture.triangles())
                .flatMapToDouble(rows -> DoubleStream.of(flat(rows)))
                .toArray();
        return work(
                "gmm, 1,000 points, 5 components, 4 dimensions",
                () -> PlainLoops.gmm(mixture, data),
                input -> LiftedGraphs.gmm(input, mixture, data),
                x,
                () -> Lift.of(PlainLoops::gmm),
                mixture,
                data);
    }

    private static Work ba() {
        double[][] cameras = rows(20, 11);
        double[][] points = rows(100, 3);
        double[] weights = numbers(1_000);
        double[][] seen = rows(1_000, 2);
        for (double[] camera : cameras) {
            camera[5] -= 5;
        }
        return new Work(
                "ba, 1,000 observations",
                () -> LiftedPrograms.bundle(cameras, points, weights, seen),
                Optional.empty(),
                input -> LiftedGraphs.bundle(input, points, weights, seen),
                flat(cameras),
                new int[] {20, 11},
                () -> Lift.of(LiftedPrograms::bundle),
                false,
                new Object[] {cameras, points, weights, seen});
    }

    private static Work oscillators() {
        double[] p = {4, 0.5, 9, 0.25, 0.125};
        return work(
                "ODE of 4 equations, 10,000 steps",
                () -> LiftedPrograms.oscillators(p),
                LiftedGraphs::oscillators,
                p,
                () -> Lift.of(LiftedPrograms::oscillators),
                p);
    }

    private static double[] flat(double[]... rows) {
        return Arrays.stream(rows).flatMapToDouble(DoubleStream::of).toArray();
    }

    private static String row(Work work) {
        Lifted f = work.lift.get();
        Input input = Input.of("p", work.sizes);
        Run graph = Run.builder(Graph.of(work.graph.apply(input)))
                .gradients(input)
                .threads(1)
                .build();
        double[] gradient = new double[work.numbers.length];
        check(work, f, graph.feed(input, work.numbers).forward());
        graph.backward();
        graph.readGradient(input, gradient);
        List<Optional<Runnable>> candidates = List.of(
                Optional.of(() -> sink += work.plain.get()),
                work.byHand.map(hand -> () -> sink += hand.get()[0]),
                Optional.of(() -> sink += f.value(work.first(), work.others())),
                Optional.of(() -> sink += both(work, f)),
                Optional.of(() -> {
                    sink += graph.feed(input, work.numbers).forward();
                    graph.backward();
                    graph.readGradient(input, gradient);
                }),
                peer(new Hipparchus(), work, gradient),
                peer(new Finmath(), work, gradient));
        double[] times = new double[candidates.size()];
        Arrays.fill(times, Double.POSITIVE_INFINITY);
        candidates.subList(2, 5).forEach(ours -> ours.ifPresent(pass -> Fastest.nanos(pass, WARM_UP)));
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < times.length; i++) {
                times[i] = Math.min(
                        times[i],
                        candidates.get(i).map(pass -> Fastest.nanos(pass, TURN)).orElse(Double.NaN));
            }
        }
        DoubleFunction<String> ratio = time -> Double.isNaN(time)
                ? ""
                : String.format(Locale.ROOT, time < 10 * times[0] ? "× %.2f" : "× %,.0f", time / times[0]);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %.2f | %.1f | %s | %s |",
                work.name,
                BenchmarkTable.number(times[0] / 1e3),
                ratio.apply(times[1]),
                ratio.apply(times[2]),
                ratio.apply(times[3]),
                ratio.apply(times[4]),
                times[3] / times[4],
                lifting(work),
                ratio.apply(times[5]),
                ratio.apply(times[6]));
    }

    /** A pass of a peer, unless it lacks a function or the work is too large for it. */
    private static <T> Optional<Runnable> peer(Algebra<T> peer, Work work, double... expected) {
        if (work.name.equals(TOO_LARGE)) {
            return Optional.empty();
        }
        double[] found;
        try {
            found = gradient(peer, work);
        } catch (UnsupportedOperationException e) {
            System.err.println(work.name + ": " + e.getMessage());
            return Optional.empty();
        }
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(found[i] - expected[i]) <= 1e-9 * Math.max(1, Math.abs(expected[i])))) {
                throw new AssertionError(
                        work.name + ": a peer's derivative is " + found[i] + " instead of " + expected[i]);
            }
        }
        return Optional.of(() -> sink += gradient(peer, work)[0]);
    }

    private static <T> double[] gradient(Algebra<T> peer, Work work) {
        List<T> variables = peer.variables(work.numbers);
        return peer.gradient(result(new PeerPrograms<>(peer), work, variables), variables);
    }

    private static <T> T result(PeerPrograms<T> programs, Work work, List<T> x) {
        Object[] arguments = work.arguments;
        return switch (work.name.split("[ ,]", 2)[0]) {
            case "Rosenbrock" -> programs.rosenbrock(x);
            case "Black–Scholes" -> programs.blackScholes(x);
            case "lse" -> programs.lse(x);
            case "llsq" -> programs.llsq(x, (Integer) arguments[1]);
            case "det" -> programs.det(x, (Integer) arguments[1]);
            case "kmeans" -> programs.kmeans(x, (double[][]) arguments[1]);
            case "ode" -> programs.lastOfOde(x, (Integer) arguments[1]);
            case "gmm" -> programs.gmm(x, (Mixture) arguments[0], (Observed) arguments[1]);
            case "ba" ->
                programs.bundle(x, (double[][]) arguments[1], (double[]) arguments[2], (double[][]) arguments[3]);
            case "ODE" -> programs.oscillators(x);
            default -> throw new IllegalArgumentException(work.name + " is not written for peers");
        };
    }

    private static double both(Work work, Lifted f) {
        return work.byAll
                ? (Double) f.gradients(work.first(), work.others())[0]
                : f.valueAndGradient(work.first(), work.others()).value();
    }

    private static void check(Work work, Lifted f, double byHand) {
        double plain = work.plain.get();
        double lifted = f.value(work.first(), work.others());
        double tolerance = 1e-9 * Math.max(1, Math.abs(plain));
        if (!(Math.abs(lifted - plain) <= tolerance && Math.abs(byHand - plain) <= tolerance)) {
            throw new AssertionError(work.name + ": " + plain + ", lifted " + lifted + ", by hand " + byHand);
        }
    }

    /** Milliseconds until a first value and gradient, warm. */
    private static double lifting(Work work) {
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < LIFTS; i++) {
            long start = System.nanoTime();
            sink += both(work, work.lift.get());
            fastest = Math.min(fastest, (System.nanoTime() - start) / 1e6);
            if (fastest > 500) {
                break;
            }
        }
        return fastest;
    }
}
