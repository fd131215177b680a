package dev.gradus.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Prints the time of works in Gradus, and how many times as long they take in DJL with PyTorch and in TensorFlow Java. All
 * run in one process, then in another whose C library keeps freed memory; {@link ColdStart} is a process for each library.
 * Fails if a library's numbers differ from Gradus's.
 */
final class JavaPeers {
    private static final int COLD_STARTS = 11;

    /** TensorFlow prints which processor it found. */
    private static final Map<String, String> QUIET = Map.of("TF_CPP_MIN_LOG_LEVEL", "2");

    /** The C library gives memory of threads other than the first, as Java's are, back in any case, unless all share one heap. */
    private static final Map<String, String> ONE_HEAP = Map.of("MALLOC_ARENA_MAX", "1");

    private static final String COLD = "ColdStart, a process";

    private JavaPeers() {}

    /** The arguments: what the names of the works begin with; all if there is none. */
    public static void main(String[] wanted) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(java(PeerTimes.class));
        command.addAll(List.of(wanted));
        List<String> plain = output(command, Map.of());
        Map<String, String> keepMemory = new HashMap<>(BenchmarkTable.KEEP_MEMORY);
        keepMemory.putAll(ONE_HEAP);
        Map<String, double[]> keeping = byWork(output(command, keepMemory));
        System.out.println(plain.get(0) + ", Java " + System.getProperty("java.version"));
        System.out.println();
        StringBuilder head = new StringBuilder("| work | Gradus, µs |");
        for (String memory : List.of("", ", memory kept")) {
            for (String name : Peer.NAMES) {
                head.append(" ").append(name).append(memory).append(" |");
            }
        }
        System.out.println(head);
        System.out.println("|---|---|" + "---|".repeat(2 * Peer.NAMES.length));
        byWork(plain).forEach((work, times) -> print(work, times, keeping.getOrDefault(work, new double[0])));
        if (wanted.length == 0 || Arrays.stream(wanted).anyMatch(COLD::startsWith)) {
            print(COLD, coldStarts(), new double[0]);
        }
    }

    private static void print(String work, double[] times, double[] keeping) {
        StringBuilder line = new StringBuilder("| " + work + " | " + BenchmarkTable.number(times[0]) + " |");
        for (double[] each : List.of(times, keeping)) {
            for (int i = 1; i < times.length; i++) {
                line.append(" ")
                        .append(i < each.length ? BenchmarkTable.ratio(each[i], each[0]) : "")
                        .append(" |");
            }
        }
        System.out.println(line);
    }

    private static Map<String, double[]> byWork(List<String> lines) {
        Map<String, double[]> times = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(";", -1);
            times.put(
                    fields[0],
                    Arrays.stream(fields, 1, fields.length)
                            .mapToDouble(Double::parseDouble)
                            .toArray());
        }
        return times;
    }

    /** The µs of whole processes; Gradus comes from a jar, as the others do. */
    private static double[] coldStarts() throws IOException, InterruptedException {
        Path jar = ColdStarts.jar(Path.of("target", "java-peers.jar"));
        List<ColdStarts.Start> starts = new ArrayList<>();
        starts.add(
                new ColdStarts.Start(ColdStarts.command(jar, ColdStart.class, ColdStarts.VECTORS), new ArrayList<>()));
        for (String name : Peer.NAMES) {
            List<String> command = Stream.concat(java(PeerColdStart.class).stream(), Stream.of(name))
                    .toList();
            starts.add(new ColdStarts.Start(command, new ArrayList<>()));
        }
        double ours = loss(starts.get(0));
        for (int i = 1; i < starts.size(); i++) {
            double difference = Math.abs(loss(starts.get(i)) - ours) / ours;
            if (!(difference <= PeerTimes.TOLERANCE)) {
                throw new IllegalStateException(
                        COLD + ": " + Peer.NAMES[i - 1] + "'s loss differs from Gradus's by " + difference);
            }
        }
        for (int round = 0; round < COLD_STARTS; round++) {
            for (ColdStarts.Start start : starts) {
                start.time();
            }
        }
        return starts.stream().mapToDouble(start -> start.fastest() * 1e3).toArray();
    }

    private static double loss(ColdStarts.Start start) throws IOException, InterruptedException {
        List<String> lines = output(start.command(), Map.of());
        return Double.parseDouble(lines.get(lines.size() - 1));
    }

    /** Java with the options of this process. */
    private static List<String> java(Class<?> program) {
        return Stream.of(
                        List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        ManagementFactory.getRuntimeMXBean().getInputArguments(),
                        List.of("-cp", System.getProperty("java.class.path"), program.getName()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> output(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(QUIET);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("A process that measures failed; its message is above.");
        }
        return output.lines().toList();
    }
}
