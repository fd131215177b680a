package dev.gradus.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.gradus.run.Run;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long the first passes of {@link LongVectors} take in a process of its own, from the plan on, and how much memory they
 * allocate: in plain Java, on vectors from the first call on, and as a run chooses by itself. Of some processes the fastest
 * counts.
 */
final class FirstPasses {
    private static final int PROCESSES = 5;
    private static final int PASSES = 100;

    private FirstPasses() {}

    /** @param elements none prints the table, one number measures in this very process */
    public static void main(String[] elements) throws IOException, InterruptedException {
        if (elements.length == 1) {
            System.out.println(measure(Integer.parseInt(elements[0])));
            return;
        }
        System.out.println("| elements | kernels | first pass, ms | 10 passes | 100 passes | MB allocated |");
        System.out.println("|---|---|---|---|---|---|");
        for (int size : new int[] {10_000, 100_000, 1_000_000}) {
            for (Map.Entry<String, String> kernels : List.of(
                    Map.entry("plain Java", "scalar"),
                    Map.entry("vectors at once", "simd"),
                    Map.entry("a run's", ""))) {
                double[] best = {};
                for (int process = 0; process < PROCESSES; process++) {
                    double[] figures = inProcess(kernels.getValue(), size);
                    best = best.length == 0 || figures[2] < best[2] ? figures : best;
                }
                System.out.printf(
                        Locale.ROOT,
                        "| %,d | %s | %.0f | %.0f | %.0f | %.0f |%n",
                        size,
                        kernels.getKey(),
                        best[0],
                        best[1],
                        best[2],
                        best[3]);
            }
        }
    }

    private static String measure(int elements) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Run run = Run.of(LongVectors.sum(elements));
        long allocated = thread.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        StringBuilder figures = new StringBuilder();
        for (int pass = 1; pass <= PASSES; pass++) {
            run.forward();
            run.backward();
            if (pass == 1 || pass == 10 || pass == PASSES) {
                figures.append((System.nanoTime() - start) / 1e6).append(' ');
            }
        }
        return figures.append((thread.getCurrentThreadAllocatedBytes() - allocated) / 1e6)
                .toString();
    }

    private static double[] inProcess(String kernels, int elements) throws IOException, InterruptedException {
        List<String> options = kernels.isEmpty() ? List.of() : List.of("-Ddev.gradus.kernels=" + kernels);
        String output = Jvm.output(Jvm.command(
                options,
                System.getProperty("java.class.path"),
                FirstPasses.class.getName(),
                Integer.toString(elements)));
        return List.of(output.split(" ", -1)).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
