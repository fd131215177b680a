package dev.gradus.benchmarks;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.kernel.host.Host;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks and prints one table: the time of each, and how many times as long others take. Of each benchmark's
 * iterations the fastest counts, because a machine that does other things makes some slower and none faster.
 *
 * <p>NumPy and PyTorch stand beside them if {@code python3}, or the one that the system property {@code python} names, has
 * both.
 */
final class BenchmarkTable {
    private static final String GRADUS = "gradus";

    /** Has the C library keep the memory of freed arrays, which it gives back to the system else. */
    static final Map<String, String> KEEP_MEMORY = Map.of(
            "MALLOC_MMAP_THRESHOLD_",
            "1073741824",
            "MALLOC_TRIM_THRESHOLD_",
            "1073741824",
            "MALLOC_TOP_PAD_",
            "67108864");

    private BenchmarkTable() {}

    public static void main(String[] patterns) throws RunnerException, IOException, InterruptedException {
        String ops = Ops.class.getSimpleName() + "\\.";
        Collection<RunResult> results = new ArrayList<>();
        if (!List.of(patterns).equals(List.of(Ops.class.getSimpleName()))) {
            results.addAll(new Runner(options(patterns)
                            .exclude(ops)
                            .forks(1)
                            .warmupIterations(8)
                            .warmupTime(TimeValue.seconds(1))
                            .measurementIterations(10)
                            .measurementTime(TimeValue.milliseconds(200))
                            .build())
                    .run());
        }
        if (patterns.length == 0 || Set.of(patterns).contains(Ops.class.getSimpleName())) {
            results.addAll(runOps("forward", Ops.ALL.keySet().toArray(String[]::new)));
            results.addAll(runOps("bothPasses", Ops.withGradient()));
        }
        print(byWork(results), python(Map.of(), patterns), python(KEEP_MEMORY, patterns));
    }

    /**
     * There are many of them: in this very process, as a program computes many, and for a short while each, but long enough
     * that the loops of a kernel that comes for the first time are compiled.
     */
    private static Collection<RunResult> runOps(String passes, String... ops) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(Ops.class.getSimpleName() + "\\." + passes)
                        .param("op", ops)
                        .mode(Mode.AverageTime)
                        .forks(0)
                        .warmupIterations(2)
                        .warmupTime(TimeValue.milliseconds(500))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.milliseconds(50))
                        .build())
                .run();
    }

    /** Those of a run, with as many threads. */
    static Kernels kernels() {
        return Host.threaded(Integer.getInteger("dev.gradus.threads", 1), AvailableKernels::chosen);
    }

    private static ChainedOptionsBuilder options(String... patterns) {
        ChainedOptionsBuilder options =
                new OptionsBuilder().mode(Mode.AverageTime).threads(1);
        for (String pattern : patterns) {
            options = options.include(pattern);
        }
        return options;
    }

    /** For each work the times in µs of its benchmarks by their names. */
    private static Map<String, Map<String, Double>> byWork(Collection<RunResult> results) {
        Map<String, Map<String, Double>> table = new LinkedHashMap<>();
        for (RunResult result : results) {
            BenchmarkParams params = result.getParams();
            String[] path = params.getBenchmark().split("\\.", -1);
            String work = path[path.length - 2];
            for (String key : params.getParamsKeys()) {
                work += " " + params.getParam(key);
            }
            table.computeIfAbsent(work, name -> new TreeMap<>()).put(path[path.length - 1], fastest(result));
        }
        return table;
    }

    private static double fastest(RunResult result) {
        return result.getBenchmarkResults().stream()
                        .map(BenchmarkResult::getIterationResults)
                        .flatMap(Collection::stream)
                        .map(IterationResult::getPrimaryResult)
                        .mapToDouble(time -> time.getScore())
                        .min()
                        .orElse(Double.NaN)
                * 1e6;
    }

    private static void print(
            Map<String, Map<String, Double>> table, Map<String, double[]> python, Map<String, double[]> keeping) {
        System.out.println();
        System.out.println(
                "| work | Gradus, µs | by hand | plain Java | NumPy | PyTorch | NumPy, memory kept | PyTorch, memory kept |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        table.forEach((work, times) -> {
            Optional<Double> gradus = Optional.ofNullable(times.get(GRADUS));
            if (gradus.isEmpty()) {
                times.forEach(
                        (name, time) -> System.out.printf("| %s, %s | %s | | | | | | |%n", work, name, number(time)));
                return;
            }
            double[] none = {Double.NaN, Double.NaN};
            double[] others = python.getOrDefault(work, none);
            double[] othersKeeping = keeping.getOrDefault(work, none);
            System.out.printf(
                    "| %s | %s | %s | %s | %s | %s | %s | %s |%n",
                    work,
                    number(gradus.get()),
                    ratio(times.getOrDefault("byHand", Double.NaN), gradus.get()),
                    ratio(times.getOrDefault("scalar", Double.NaN), gradus.get()),
                    ratio(others[0], gradus.get()),
                    ratio(others[1], gradus.get()),
                    ratio(othersKeeping[0], gradus.get()),
                    ratio(othersKeeping[1], gradus.get()));
        });
    }

    static String ratio(double time, double gradus) {
        return Double.isNaN(time) ? "" : "× " + number(time / gradus);
    }

    /** A row of a table: its name, and numbers of three digits. */
    static String row(String name, double... numbers) {
        return Arrays.stream(numbers)
                .mapToObj(number -> " " + number(number) + " |")
                .collect(Collectors.joining("", "| " + name + " |", ""));
    }

    /** Three digits. */
    static String number(double value) {
        return new BigDecimal(value).round(new MathContext(3)).toPlainString();
    }

    /** The times of the same works in µs, none if they cannot be measured. */
    private static Map<String, double[]> python(Map<String, String> environment, String... patterns)
            throws IOException, InterruptedException {
        Map<String, double[]> times = new LinkedHashMap<>();
        Process process;
        try {
            List<String> command = new ArrayList<>(List.of(
                    System.getProperty("python", "python3"),
                    "src/main/python/peers.py",
                    System.getProperty("dev.gradus.threads", "1")));
            command.addAll(List.of(patterns));
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException noPython) {
            return times;
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() == 0) {
            output.lines()
                    .map(line -> line.split(",", -1))
                    .forEach(fields -> times.put(
                            fields[0], new double[] {Double.parseDouble(fields[1]), Double.parseDouble(fields[2])}));
        }
        return times;
    }
}
