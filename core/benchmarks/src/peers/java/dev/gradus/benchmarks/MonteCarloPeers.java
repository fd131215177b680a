package dev.gradus.benchmarks;

import dev.gradus.run.Run;
import dev.gradus.train.Batch;
import dev.gradus.train.BatchRuns;
import dev.gradus.train.MeanGradients;
import dev.gradus.train.ThreadedBlocks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final String BY_HAND = "by hand, ms";

    private MonteCarloPeers() {}

    /** The arguments: numbers of paths, multiples of 1,000. */
    public static void main(String[] arguments) {
        int threads = Integer.getInteger("dev.gradus.threads", 1);
        boolean isFirst = true;
        for (String paths : arguments.length == 0 ? new String[] {"10000", "100000"} : arguments) {
            Map<String, Double> times = times(new AsianOption(Integer.parseInt(paths)), threads);
            if (isFirst) {
                System.out.println("| paths | " + String.join(" | ", times.keySet()) + " |");
                System.out.println("|---|" + "---|".repeat(times.size()));
            }
            isFirst = false;
            StringBuilder line = new StringBuilder(String.format("| %,d |", Integer.parseInt(paths)));
            times.forEach((name, time) -> line.append(" ")
                    .append(
                            name.endsWith("ms")
                                    ? BenchmarkTable.number(time)
                                    : BenchmarkTable.ratio(time, times.get(BY_HAND)))
                    .append(" |"));
            System.out.println(line);
        }
    }

    private static Map<String, Double> times(AsianOption option, int threads) {
        List<Batch> made = IntStream.range(0, option.blocks())
                .mapToObj(block -> Batch.of(AsianOption.normals(block)))
                .toList();
        ThreadedBlocks blocks = ThreadedBlocks.of(BatchRuns.of(option::graph), made.size(), made::get)
                .threads(threads);
        RandomVariable[] days = option.days();
        double[] expected = option.byHand();
        Map<String, Double> times = new LinkedHashMap<>();
        time(times, BY_HAND, expected, option::byHand);
        time(times, "Gradus, in blocks", expected, () -> numbers(blocks.gradients(), option));
        allAtOnce(times, expected, option);
        time(times, "finmath", expected, () -> AsianOption.byFinmath(days));
        time(times, "Hipparchus", expected, () -> option.by(new Hipparchus()));
        time(times, "Commons Math", expected, () -> option.by(new CommonsMath()));
        return times;
    }

    private static void allAtOnce(Map<String, Double> times, double[] expected, AsianOption option) {
        BatchRuns.of(option::graph).feed(Batch.of(AsianOption.normals(0))).forward(); // loads classes
        Batch all = Batch.of(option.normals());
        long start = System.nanoTime();
        Run run = BatchRuns.of(option::graph).feed(all);
        double planned = (System.nanoTime() - start) / 1e6;
        time(times, "all at once", expected, () -> {
            double price = run.forward();
            run.backward();
            return AsianOption.result(price, run.gradient(option.parameters()).toArray());
        });
        start = System.nanoTime();
        BatchRuns.of(option::graph).feed(Batch.of(AsianOption.normals(0)));
        times.put("planning a block, ms", (System.nanoTime() - start) / 1e6);
        times.put("planning all, ms", planned);
    }

    private static double[] numbers(MeanGradients result, AsianOption option) {
        return AsianOption.result(
                result.value(), result.gradient(option.parameters()).toArray());
    }

    private static void time(Map<String, Double> times, String name, double[] expected, Supplier<double[]> work) {
        double difference = LoopPeers.difference(work.get(), expected);
        if (!(difference <= TOLERANCE)) {
            throw new IllegalStateException(name + " differs from the adjoint by hand by " + difference);
        }
        Fastest.nanos(work::get, WARM_UP);
        times.put(name, Fastest.nanos(work::get, WITHIN) / 1e6);
    }
}
