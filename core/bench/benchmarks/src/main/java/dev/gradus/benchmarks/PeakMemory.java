package dev.gradus.benchmarks;

import dev.gradus.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fifty steps of {@link LongVectors}, then the arrays of its plan and, on Linux, the most memory that the process had. */
final class PeakMemory {
    private PeakMemory() {}

    public static void main(String[] unused) throws IOException {
        Run run = Run.of(LongVectors.sum(1_000_000));
        for (int step = 0; step < 50; step++) {
            run.forward();
            run.backward();
        }
        System.out.println(run.plan());
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .forEach(System.out::println);
        }
    }
}
