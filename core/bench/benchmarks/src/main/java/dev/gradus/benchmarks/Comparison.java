package dev.gradus.benchmarks;

import dev.gradus.tensor.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares this state with another built checkout, the folder that the system property {@code baseline} names: each benchmark
 * that both have runs in both, in turns, in a JVM of its own each time. The table has for each row the median of the ratios
 * new time : old time, with the smallest and the greatest.
 *
 * <p>Of a run's iterations the fastest counts, because a machine that does other things makes some slower and none faster;
 * which state runs first changes with every pair.
 */
final class Comparison {
    private static final int PAIRS = Integer.getInteger("pairs", 5);

    /** In milliseconds, five times. What compiles much code needs it all. */
    private static final int WARMUP = Integer.getInteger("warmup", 1000);

    /** Names of ops, with commas, if not all are to be compared. */
    private static final String OPS = System.getProperty("ops", "");

    private Comparison() {}

    public static void main(String[] patterns) throws IOException, InterruptedException {
        String folder = System.getProperty("baseline", "");
        // Before modules were grouped, it was in core.
        String benchmarks = Files.isDirectory(Path.of(folder, "core/bench")) ? "bench/benchmarks" : "benchmarks";
        Path benchmarksOfOld = Path.of(folder, "core", benchmarks, "target/classes");
        if (folder.isEmpty() || !Files.isDirectory(benchmarksOfOld)) {
            throw new IllegalArgumentException(
                    "-Dbaseline must name a checkout in which `mvn -pl :gradus-benchmarks -am compile` ran; there is no "
                            + benchmarksOfOld);
        }
        // An old checkout may have fewer modules.
        List<Path> old = Stream.of(benchmarks, "kernels", "engine", "train", "explain")
                .map(module -> Path.of(folder, "core", module, "target/classes"))
                .filter(Files::isDirectory)
                .toList();
        String before = old.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))
                + File.pathSeparator
                + libraries();
        String now = System.getProperty("java.class.path");
        System.out.println("| work | new : old, median | from | to | old, ns | new, ns |");
        System.out.println("|---|---|---|---|---|---|");
        List<String> both = benchmarks(now);
        both.retainAll(benchmarks(before));
        for (String benchmark : both) {
            if (matches(benchmark, patterns)) {
                compare(benchmark, before, now);
            }
        }
    }

    private static void compare(String benchmark, String before, String now) throws IOException, InterruptedException {
        Map<String, List<Double>> old = new LinkedHashMap<>();
        Map<String, List<Double>> current = new LinkedHashMap<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            if (pair % 2 == 0) {
                measure(benchmark, before, old);
                measure(benchmark, now, current);
            } else {
                measure(benchmark, now, current);
                measure(benchmark, before, old);
            }
        }
        current.forEach((row, times) -> {
            List<Double> earlier = old.getOrDefault(row, List.of());
            if (times.size() == PAIRS && earlier.size() == PAIRS) {
                double[] ratios = new double[PAIRS];
                Arrays.setAll(ratios, pair -> times.get(pair) / earlier.get(pair));
                Arrays.sort(ratios);
                System.out.printf(
                        "| %s | %.3f | %.3f | %.3f | %s | %s |%n",
                        row,
                        ratios[PAIRS / 2],
                        ratios[0],
                        ratios[PAIRS - 1],
                        BenchmarkTable.number(median(earlier)),
                        BenchmarkTable.number(median(times)));
            }
        });
    }

    private static double median(List<Double> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    /** Runs a benchmark once with all values of its parameter and adds the fastest iteration of each. */
    private static void measure(String benchmark, String classPath, Map<String, List<Double>> times)
            throws IOException, InterruptedException {
        List<String> command =
                jmh(classPath, "^.*\\." + benchmark.replace(".", "\\.") + "$", "-bm", "avgt", "-tu", "ns");
        String length = WARMUP + "ms";
        if (benchmark.startsWith(Ops.class.getSimpleName() + ".")) {
            command.addAll(List.of("-p", "op=" + (OPS.isEmpty() ? String.join(",", Ops.withGradient()) : OPS)));
        }
        Path report = Files.createTempFile("comparison", ".json");
        command.addAll(List.of("-f", "1", "-wi", "5", "-w", length, "-i", "5", "-r", "100ms"));
        command.addAll(List.of("-rf", "json", "-rff", report.toString()));
        new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        String json = Files.readString(report);
        Files.delete(report);
        for (JsonObject run : JsonObject.parseAll("a run", json.isEmpty() ? "[]" : json)) { // empty if it failed
            StringJoiner row = new StringJoiner(" ").add(benchmark);
            if (run.has("params")) {
                run.object("params").members().values().forEach(value -> row.add((String) value));
            }
            List<?> iterations =
                    (List<?>) run.object("primaryMetric").list("rawData").get(0);
            double fastest = iterations.stream()
                    .mapToDouble(nanos -> (Double) nanos)
                    .min()
                    .orElseThrow();
            times.computeIfAbsent(row.toString(), none -> new ArrayList<>()).add(fastest);
        }
    }

    private static List<String> benchmarks(String classPath) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(jmh(classPath, "-l"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader()) {
            String start = Comparison.class.getPackageName() + ".";
            return output.lines()
                    .filter(line -> line.startsWith(start))
                    .map(line -> line.substring(start.length()))
                    .filter(name -> !name.endsWith(".byHand") && !name.endsWith(".scalar"))
                    .collect(Collectors.toCollection(ArrayList::new));
        } finally {
            process.waitFor();
        }
    }

    private static boolean matches(String benchmark, String... patterns) {
        return patterns.length == 0
                || Arrays.stream(patterns)
                        .anyMatch(pattern ->
                                Pattern.compile(pattern).matcher(benchmark).find());
    }

    private static List<String> jmh(String classPath, String... arguments) {
        return Jvm.command(
                List.of("-Ddev.gradus.threads=" + Integer.getInteger("dev.gradus.threads", 1)),
                classPath,
                "org.openjdk.jmh.Main",
                arguments);
    }

    /** What stands on the class path beside Gradus itself. */
    private static String libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        entry.contains("jmh") || entry.contains("jopt-simple") || entry.contains("commons-math"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
