package dev.gradus.properties.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gradus.csv.Csv;
import dev.gradus.csv.CsvException;
import dev.gradus.csv.Encoder;
import dev.gradus.csv.Features;
import dev.gradus.csv.Table;
import dev.gradus.data.Npy;
import dev.gradus.data.NpyRows;
import dev.gradus.data.Npz;
import dev.gradus.data.Safetensors;
import dev.gradus.node.Parameter;
import dev.gradus.onnx.OnnxException;
import dev.gradus.onnx.OnnxModel;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.TrainingState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No file of a megabyte takes a reader two seconds, or much memory. What is measured is the time in which a processor worked for
 * the thread, which is the same on a busy machine.
 */
class ReadingTimeTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** Bytes: enough for quadratic time to show. */
    private static final int LARGE = 300_000;

    private static final double MOST_SECONDS = 2;

    /** What is allocated in all, most of it for a moment. */
    private static final long MOST_BYTES = 3L << 29;

    private static final List<Parameter> PARAMETERS =
            List.of(Parameter.of("W", Tensor.zeros(2, 2)), Parameter.of("b", Tensor.zeros(2)));

    @TempDir
    private Path folder;

    /** Reads a file, or refuses it. */
    private interface Reading {
        void read(Path file) throws IOException;
    }

    /**
     * A reader.
     *
     * @param name which file it reads for what
     * @param refusal what it throws at a broken file
     */
    private record Reader(
            String name, String suffix, Hostile files, Class<? extends Exception> refusal, Reading reading) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Reader> readers() {
        return Stream.of(
                csv("CSV, numbers", file -> {
                    Table table = Csv.read(file);
                    table.names().forEach(table::numbers);
                    table.tensor(table.names().toArray(String[]::new));
                }),
                csv("CSV, categories", file -> {
                    Table table = Csv.read(file);
                    table.names().forEach(table::categories);
                }),
                csv("CSV, features of a table", file -> {
                    Table table = Csv.read(file);
                    Encoder encoder = Features.of().standardized(names(table)).fit(table);
                    encoder.apply(table);
                }),
                csv("CSV, labels of a table", file -> {
                    Table table = Csv.read(file);
                    Encoder encoder = Features.of().labels(table.names().get(0)).fit(table);
                    encoder.apply(table);
                }),
                csv("CSV, features of a file", file -> {
                    Features features = Features.of().standardized(names(Csv.read(file)));
                    features.fit(Csv.of(file));
                }),
                new Reader("npy", ".npy", HostileArrays.npy(), FileFormatException.class, Npy::read),
                new Reader("npy, rows", ".npy", HostileArrays.npy(), FileFormatException.class, file -> {
                    try (NpyRows rows = NpyRows.open(file)) {
                        rows.read(0, (int) rows.count());
                    }
                }),
                new Reader("npz", ".npz", HostileArrays.npz(), FileFormatException.class, Npz::read),
                new Reader(
                        "npz, one array",
                        ".npz",
                        HostileArrays.npz(),
                        FileFormatException.class,
                        file -> Npz.read(file, "a0")),
                parameters(".npz", HostileArrays.npz()),
                training(".npz", HostileArrays.npz()),
                new Reader(
                        "safetensors",
                        ".safetensors",
                        HostileArrays.safetensors(),
                        FileFormatException.class,
                        Safetensors::read),
                new Reader(
                        "safetensors, one array",
                        ".safetensors",
                        HostileArrays.safetensors(),
                        FileFormatException.class,
                        file -> Safetensors.read(file, "a0")),
                parameters(".safetensors", HostileArrays.safetensors()),
                training(".safetensors", HostileArrays.safetensors()),
                new Reader("ONNX", ".onnx", HostileOnnx.all(), OnnxException.class, OnnxModel::read));
    }

    private static String[] names(Table table) {
        return table.names().toArray(String[]::new);
    }

    private static Reader csv(String name, Reading reading) {
        return new Reader(name, ".csv", HostileCsv.all(), CsvException.class, reading);
    }

    private static Reader parameters(String suffix, Hostile files) {
        return new Reader(
                "parameters, " + suffix,
                suffix,
                files,
                FileFormatException.class,
                file -> Parameters.of(PARAMETERS).load(file));
    }

    private static Reader training(String suffix, Hostile files) {
        return new Reader(
                "training, " + suffix,
                suffix,
                files,
                FileFormatException.class,
                file -> TrainingState.of(Parameters.of(PARAMETERS)).load(file));
    }

    /** Prints the table of what takes a tenth of a second or more. */
    @Tag("long")
    @ParameterizedTest
    @MethodSource("readers")
    void noLargeFileTakesLong(Reader reader) throws IOException {
        assertQuick(reader, LARGE);
    }

    private void assertQuick(Reader reader, int size) throws IOException {
        for (String kind : reader.files.kinds().keySet()) {
            IntFunction<byte[]> content = reader.files.kinds().get(kind);
            Path file = Files.write(folder.resolve("hostile" + reader.suffix), content.apply(size));
            long time = THREADS.getCurrentThreadCpuTime(), memory = allocatedBytes();
            String outcome = "read";
            try {
                reader.reading.read(file);
            } catch (RuntimeException | IOException refused) {
                assertThat(refused).as(kind).isInstanceOf(reader.refusal);
                assertThat(refused.getMessage()).as(kind).hasSizeLessThan(2000);
                outcome = "refused";
            }
            double seconds = (THREADS.getCurrentThreadCpuTime() - time) / 1e9;
            memory = allocatedBytes() - memory;
            if (size >= LARGE && seconds >= 0.1) {
                System.out.printf(
                        "| %-24s | %-46s | %7d bytes | %5.2f s | %4d MB | %-7s |%n",
                        reader.name, kind, Files.size(file), seconds, memory / 1_000_000, outcome);
            }
            assertThat(seconds).as("seconds for " + kind).isLessThan(MOST_SECONDS);
            assertThat(memory).as("bytes for " + kind).isLessThan(MOST_BYTES);
        }
    }

    private static long allocatedBytes() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
