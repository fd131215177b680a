package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Adam;
import dev.gradus.train.Batch;
import dev.gradus.train.BatchGraph;
import dev.gradus.train.BatchRuns;
import dev.gradus.train.Batches;
import dev.gradus.train.Epoch;
import dev.gradus.train.Trainer;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes whose heap is far smaller than the file train on it, and fail to read it whole. */
@Tag("long")
class LargerThanMemoryTest {
    private static final String HEAP = "-Xmx24m";

    /** As float64, 77 MB of features, three times the heap. */
    private static final int ROWS = 300_000;

    private static final int COLUMNS = 32;
    private static final int BATCH = 512;
    private static final int BLOCK = 5_000;

    @TempDir
    private Path folder;

    /** Returns a number that depends only on the index and is exact as a float32. */
    private static float feature(int i) {
        return (i * 2654435761L >>> 8 & 0xffff) / 65536f - 0.5f;
    }

    private static float target(int row) {
        return feature(row * COLUMNS) > 0 ? 1 : 0;
    }

    private interface Numbers {
        float at(int i);
    }

    /** Big-endian, as Java writes. */
    private static Path write(Path file, String shape, int count, Numbers numbers) throws IOException {
        try (OutputStream bytes = Files.newOutputStream(file);
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(bytes, 1 << 16))) {
            out.write(NpyTest.npy("{'descr': '>f4', 'fortran_order': False, 'shape': " + shape + ", }", new byte[0]));
            for (int i = 0; i < count; i++) {
                out.writeFloat(numbers.at(i));
            }
        }
        return file;
    }

    @Test
    void trainsToTheBitsOfTheMemory() throws IOException, InterruptedException {
        Path x = write(folder.resolve("x.npy"), "(300000, 32)", ROWS * COLUMNS, LargerThanMemoryTest::feature);
        Path y = write(folder.resolve("y.npy"), "(300000, 1)", ROWS, LargerThanMemoryTest::target);
        Batch all = Batch.of(
                Tensor.generate(Shape.of(ROWS, COLUMNS), LargerThanMemoryTest::feature),
                Tensor.generate(Shape.of(ROWS, 1), LargerThanMemoryTest::target));
        String inOrder = trained(Batches.of(BATCH, all.features(), all.targets()), 1);
        assertThat(run(Trains.class, "0", x.toString(), y.toString())).isEqualTo(inOrder);
        assertThat(run(Trains.class, String.valueOf(BLOCK), x.toString(), y.toString()))
                .isEqualTo(trained(BatchStream.of(BATCH, inMemory(all)).shuffled(NumpyRandom.seed(5), BLOCK), 1));
    }

    private static IndexedExamples inMemory(Batch all) {
        return new IndexedExamples() {
            @Override
            public long count() {
                return all.size();
            }

            @Override
            public Batch read(long from, int size) {
                return all.slice((int) from, (int) from + size);
            }
        };
    }

    private static String trained(Iterable<Batch> batches, int epochs) {
        Parameter w = Parameter.of("w", Tensor.zeros(COLUMNS, 1)), b = Parameter.of("b", Tensor.zeros(1, 1));
        BatchRuns runs = BatchRuns.of(
                n -> {
                    Input x = Input.of("x", n, COLUMNS), y = Input.of("y", n, 1);
                    return BatchGraph.of(new MseLoss(x.matMul(w).add(b).sigmoid(), y), x, y);
                },
                Parameters.of(List.of(w, b)));
        List<Epoch> history = Trainer.of(runs, batches, Adam.of(0.01)).train(epochs);
        return history.get(epochs - 1).loss() + " " + runs.parameters().get(w).hashCode();
    }

    /** Arguments: the size of the blocks, or 0 for none, and the files. */
    static final class Trains {
        private Trains() {}

        public static void main(String[] arguments) throws IOException {
            int block = Integer.parseInt(arguments[0]);
            try (NpyRows rows = NpyRows.open(Path.of(arguments[1]), Path.of(arguments[2]))) {
                BatchStream batches = BatchStream.of(BATCH, rows);
                System.out.print(trained(block == 0 ? batches : batches.shuffled(NumpyRandom.seed(5), block), 1));
            }
        }
    }

    @Test
    void whatTheMemoryDoesNotHoldIsRefused() throws IOException, InterruptedException {
        Path file = write(folder.resolve("x.npy"), "(9600000,)", 9_600_000, i -> 0);
        assertThat(run(Reads.class, file.toString()))
                .isEqualTo("Npy: " + file + ": takes 76800000 bytes as float64 numbers, for which there is not enough"
                        + " memory; raise -Xmx, or read it in parts");
        Path bomb = folder.resolve("bomb.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.putNextEntry(new ZipEntry("a.npy"));
            zip.write(NpyTest.npy("{'descr': '|i1', 'fortran_order': False, 'shape': (100000000,)}", new byte[0]));
            zip.write(new byte[100_000_000]);
        }
        assertThat(Files.size(bomb)).isLessThan(200_000);
        assertThat(run(Reads.class, bomb.toString()))
                .isEqualTo("Npz: " + bomb
                        + ": the array of a: takes 800000000 bytes as float64 numbers, but only 268435456 more"
                        + " may be read from a file of " + Files.size(bomb) + " bytes; if you trust the file, save it"
                        + " without compression, as with numpy.savez");
    }

    /** Prints why a file cannot be read. */
    static final class Reads {
        private Reads() {}

        public static void main(String[] arguments) throws IOException {
            Path file = Path.of(arguments[0]);
            try {
                Object read = arguments[0].endsWith("z") ? Npz.read(file) : Npy.read(file);
                System.out.print(read.getClass());
            } catch (FileFormatException refused) {
                System.out.print(refused.getMessage());
            }
        }
    }

    private static String run(Class<?> program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-Ddev.gradus.kernels=scalar",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
