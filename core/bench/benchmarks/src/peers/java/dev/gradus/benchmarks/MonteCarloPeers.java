package dev.gradus.benchmarks;

import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Batch;
import dev.gradus.train.BatchGraph;
import dev.gradus.train.BatchRuns;
import dev.gradus.train.MeanGradients;
import dev.gradus.train.ThreadedBlocks;
import java.lang.ref.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.finmath.stochastic.RandomVariable;

/**
 * Prints the time of an adjoint by hand for the price and the Greeks of an Asian option, and how many times as long Gradus,
 * finmath, Hipparchus and Apache Commons Math take. Fails if a number differs by more than 1e−12 of the greatest one.
 */
final class MonteCarloPeers {
    private static final double TOLERANCE = 1e-12;
    private static final long WARM_UP = 1_500_000_000L;
    private static final long WITHIN = 3_000_000_000L;
    private static final int PLANNINGS = 8;
    private static final String BY_HAND = "by hand, ms";

    private MonteCarloPeers() {}

    /** The arguments: numbers of paths, multiples of 250. */
    public static void main(String[] arguments) {
        int threads = Integer.getInteger("dev.gradus.threads", 1);
        boolean isFirst = true;
        for (String paths : arguments.length == 0 ? new String[] {"10000", "100000"} : arguments) {
            Map<String, Double> times = times(new AsianOption(Integer.parseInt(paths)), threads);
            if (isFirst) {
                System.out.println("| paths and JDK | " + String.join(" | ", times.keySet()) + " |");
                System.out.println("|---|" + "---|".repeat(times.size()));
            }
            isFirst = false;
            StringBuilder line = new StringBuilder(String.format(
                    "| %,d, JDK %d |",
                    Integer.parseInt(paths), Runtime.version().feature()));
            times.forEach((name, time) -> line.append(" ")
                    .append(
                            name.endsWith("ms")
                                    ? BenchmarkTable.number(time)
                                    : BenchmarkTable.ratio(time, times.getOrDefault(BY_HAND, Double.NaN)))
                    .append(" |"));
            System.out.println(line);
        }
    }

    private static Map<String, Double> times(AsianOption option, int threads) {
        ThreadedBlocks blocks = blocks(option::graph, option, AsianOption.DAYS, threads);
        ThreadedBlocks secondOrder = blocks(option::secondOrder, option, AsianOption.DAYS - 1, threads);
        RandomVariable[] days = option.days();
        double[] expected = option.byHand();
        Map<String, Double> times = new LinkedHashMap<>();
        time(times, BY_HAND, expected, option::byHand);
        time(times, "Gradus, in blocks", expected, () -> numbers(blocks.gradients(), option));
        times.put("Gradus, with gamma, vanna, volga", fastest(() -> secondOrder(secondOrder)));
        allAtOnce(times, expected, option);
        time(times, "finmath", expected, () -> AsianOption.byFinmath(days));
        time(times, "Hipparchus", expected, () -> option.by(new Hipparchus()));
        time(times, "Commons Math", expected, () -> option.by(new CommonsMath()));
        return times;
    }

    private static ThreadedBlocks blocks(IntFunction<BatchGraph> graph, AsianOption option, int days, int threads) {
        List<Batch> made = IntStream.range(0, option.blocks())
                .mapToObj(block -> Batch.of(AsianOption.normals(block, days)))
                .toList();
        return ThreadedBlocks.of(BatchRuns.of(graph), made.size(), made::get).threads(threads);
    }

    private static double[] secondOrder(ThreadedBlocks blocks) {
        Map<String, Tensor> metrics = blocks.gradients().means().metrics();
        double[] vanna = {item(metrics, "vanna")};
        check("∂vega/∂S and vanna", vanna, item(metrics, "∂vega/∂S"));
        return vanna;
    }

    private static double item(Map<String, Tensor> metrics, String name) {
        return Objects.requireNonNull(metrics.get(name), name).item();
    }

    private static void allAtOnce(Map<String, Double> times, double[] expected, AsianOption option) {
        BatchRuns.of(option::graph).feed(Batch.of(AsianOption.normals(0))).forward(); // loads classes
        Batch all = Batch.of(option.normals());
        double planned = Double.MAX_VALUE, allocated = Double.MAX_VALUE;
        for (int i = 0; i < PLANNINGS; i++) {
            planned = Math.min(planned, millis(() -> BatchRuns.of(option::graph).feed(all)));
            allocated = Math.min(allocated, millis(option::arrays));
        }
        Run run = BatchRuns.of(option::graph).feed(all);
        time(times, "Gradus, all at once", expected, () -> {
            double price = run.forward();
            run.backward();
            return AsianOption.result(price, run.gradient(option.parameters()).toArray());
        });
        times.put("planning, ms", planned);
        times.put("its arrays, ms", allocated);
    }

    /** Milliseconds of a work that begins with an empty heap. */
    private static double millis(Supplier<Object> work) {
        System.gc();
        long start = System.nanoTime();
        Object made = work.get();
        double millis = (System.nanoTime() - start) / 1e6;
        Reference.reachabilityFence(made);
        return millis;
    }

    private static double[] numbers(MeanGradients result, AsianOption option) {
        return AsianOption.result(
                result.value(), result.gradient(option.parameters()).toArray());
    }

    private static void time(Map<String, Double> times, String name, double[] expected, Supplier<double[]> work) {
        check(name, expected, work.get());
        times.put(name, fastest(work));
    }

    private static void check(String name, double[] expected, double... result) {
        double difference = LoopPeers.difference(result, expected);
        if (!(difference <= TOLERANCE)) {
            throw new IllegalStateException(name + ": the numbers differ by " + difference);
        }
    }

    private static double fastest(Supplier<double[]> work) {
        double[][] last = new double[1][];
        Fastest.nanos(() -> last[0] = work.get(), WARM_UP);
        return Fastest.nanos(() -> last[0] = work.get(), WITHIN) / 1e6;
    }
}
