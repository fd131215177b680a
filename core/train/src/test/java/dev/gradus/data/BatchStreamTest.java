package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Batch;
import dev.gradus.train.Batches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchStreamTest {
    @TempDir
    private Path folder;

    private static Tensor features(int n) {
        return Tensor.generate(Shape.of(n, 2), i -> 1.0 / (i + 1));
    }

    private static Tensor targets(int n) {
        return Tensor.generate(Shape.of(n), i -> i);
    }

    /** In memory, but read like a file. */
    private record Indexed(Batch all) implements IndexedExamples {
        @Override
        public long count() {
            return all.size();
        }

        @Override
        public Batch read(long from, int size) {
            return all.slice((int) from, (int) from + size);
        }
    }

    /** The same without an index. */
    private static Examples sequential(Batch all, List<String> closed) {
        return () -> {
            Examples.Reading reading = new Indexed(all).begin();
            return new Examples.Reading() {
                @Override
                public Optional<Batch> next(int most) throws IOException {
                    return reading.next(most);
                }

                @Override
                public void close() {
                    closed.add("closed");
                }
            };
        };
    }

    private static List<Batch> epoch(Iterable<Batch> batches) {
        List<Batch> all = new ArrayList<>();
        batches.forEach(all::add);
        return all;
    }

    @Property
    void theBatchesAreThoseOfTheMemory(
            @ForAll @IntRange(min = 1, max = 40) int n,
            @ForAll @IntRange(min = 1, max = 12) int size,
            @ForAll @IntRange(max = 20) int more,
            @ForAll long seed,
            @ForAll boolean indexed) {
        Batch all = Batch.of(features(n).named("n_batch", "n_in"), targets(n));
        Examples examples = indexed ? new Indexed(all) : sequential(all, new ArrayList<>());
        Batches inMemory = Batches.of(size, all.features(), all.targets());
        BatchStream stream = BatchStream.of(size, examples);
        assertThat(epoch(stream)).isEqualTo(epoch(inMemory));

        int block = Math.max(n, size) + more;
        Batches shuffled = inMemory.shuffled(NumpyRandom.seed(seed & 0xffff_ffffL));
        BatchStream shuffledStream = stream.shuffled(NumpyRandom.seed(seed & 0xffff_ffffL), block);
        for (int epoch = 0; epoch < 3; epoch++) {
            assertThat(epoch(shuffledStream)).isEqualTo(epoch(shuffled));
        }
        if (n >= size) {
            assertThat(epoch(shuffledStream.dropLast())).isEqualTo(epoch(shuffled.dropLast()));
        } else {
            assertThat(epoch(stream.dropLast())).isEmpty();
        }
        assertThat(epoch(stream.dropLast().keepLast())).isEqualTo(epoch(inMemory));
    }

    @Property
    void everyExampleComesOnceFromItsBlock(
            @ForAll @IntRange(min = 1, max = 60) int n,
            @ForAll @IntRange(min = 1, max = 12) int size,
            @ForAll @IntRange(max = 20) int more,
            @ForAll boolean indexed) {
        Batch all = Batch.of(targets(n));
        int block = size + more;
        Examples examples = indexed ? new Indexed(all) : sequential(all, new ArrayList<>());
        BatchStream stream = BatchStream.of(size, examples).shuffled(NumpyRandom.seed(7), block);
        List<Batch> batches = epoch(stream);
        assertThat(batches.subList(0, batches.size() - 1)).allMatch(batch -> batch.size() == size);
        double[] order = batches.stream()
                .flatMapToDouble(batch -> Arrays.stream(batch.features().toArray()))
                .toArray();
        assertThat(Arrays.stream(order).sorted().toArray()).isEqualTo(targets(n).toArray());
        if (!indexed) {
            for (int i = 0; i < n; i++) {
                assertThat((int) order[i] / block).isEqualTo(i / block);
            }
        }
        BatchStream again = BatchStream.of(size, examples).shuffled(NumpyRandom.seed(7), block);
        assertThat(epoch(again)).isEqualTo(batches);
    }

    @Test
    void blocksComeInARandomOrderIfTheyCan() {
        BatchStream stream =
                BatchStream.of(10, new Indexed(Batch.of(targets(100)))).shuffled(NumpyRandom.seed(1), 10);
        double[] first = epoch(stream).stream()
                .mapToDouble(batch -> Math.floor(batch.features().get(0) / 10))
                .toArray();
        assertThat(first).isNotEqualTo(Arrays.stream(first).sorted().toArray());
    }

    @Test
    void theStateOfTheGeneratorIsItsMemory() {
        Indexed examples = new Indexed(Batch.of(targets(50)));
        BatchStream stream = BatchStream.of(8, examples).shuffled(NumpyRandom.seed(1), 20);
        epoch(stream);
        BatchStream other = BatchStream.of(8, examples).shuffled(NumpyRandom.seed(2), 20);
        other.restore(stream.state());
        assertThat(epoch(other)).isEqualTo(epoch(stream));
        assertThat(BatchStream.of(8, examples).state()).isEmpty();
    }

    @Test
    void whatIsReadToItsEndIsClosed() {
        List<String> closed = new ArrayList<>();
        BatchStream stream = BatchStream.of(3, sequential(Batch.of(targets(7)), closed));
        epoch(stream);
        epoch(stream.shuffled(NumpyRandom.seed(0), 4));
        assertThat(closed).hasSize(2);
    }

    @Test
    void rowsOfFilesAreThoseOfTheArrays() throws IOException {
        Path x = folder.resolve("x.npy"), y = folder.resolve("y.npy");
        Npy.write(x, features(23));
        Npy.write(y, targets(23));
        try (NpyRows rows = NpyRows.open(x, y)) {
            assertThat(rows.count()).isEqualTo(23);
            assertThat(rows.read(20, 3))
                    .isEqualTo(Batch.of(features(23), targets(23)).slice(20, 23));
            assertThat(epoch(BatchStream.of(5, rows).shuffled(NumpyRandom.seed(3), 23)))
                    .isEqualTo(epoch(Batches.of(5, features(23), targets(23)).shuffled(NumpyRandom.seed(3))));
            assertThatThrownBy(() -> rows.read(20, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void everyTypeInNumPysOrderHasRows() throws IOException {
        for (NpyTest.Golden golden : NpyTest.golden().toList()) {
            Path file = Files.write(folder.resolve("rows.npy"), golden.file());
            Shape shape = golden.tensor().shape();
            boolean isFortran = new String(golden.file(), java.nio.charset.StandardCharsets.ISO_8859_1)
                    .contains("'fortran_order': True");
            if (shape.isScalar()) {
                assertThatThrownBy(() -> NpyRows.open(file))
                        .hasMessage("NpyRows: " + file + ": has no rows: it is a single number");
            } else if (isFortran && shape.rank() > 1) {
                assertThatThrownBy(() -> NpyRows.open(file))
                        .isInstanceOf(FileFormatException.class)
                        .hasMessageEndingWith("save numpy.ascontiguousarray(array)");
            } else {
                try (NpyRows rows = NpyRows.open(file)) {
                    assertThat(rows.read(0, shape.size(0)).features()).isEqualTo(golden.tensor());
                }
            }
        }
    }

    @Test
    void filesThatDoNotFitAreRefused() throws IOException {
        Path x = folder.resolve("x.npy"), y = folder.resolve("y.npy");
        Npy.write(x, features(5));
        Npy.write(y, targets(4));
        assertThatThrownBy(() -> NpyRows.open(x, y))
                .isInstanceOf(FileFormatException.class)
                .hasMessage("NpyRows: " + x + " has 5 rows, but " + y + " has 4");
        assertThatThrownBy(() -> NpyRows.open()).isInstanceOf(IllegalArgumentException.class);
        byte[] whole = Files.readAllBytes(x);
        for (int length = 0; length < whole.length; length++) {
            Files.write(x, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> NpyRows.open(x))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageStartingWith("NpyRows: " + x);
        }
        assertThatThrownBy(() -> NpyRows.open(x))
                .hasMessageEndingWith("should have 5 rows of 16 bytes, but has 79 bytes");
    }

    /** If a file becomes shorter while it is read, the iteration throws. */
    @Test
    void whatCannotBeReadIsAnExceptionOfTheIteration() throws IOException {
        Path x = folder.resolve("x.npy");
        Npy.write(x, features(5));
        try (NpyRows rows = NpyRows.open(x)) {
            Files.write(x, Arrays.copyOf(Files.readAllBytes(x), 128 + 32));
            assertThatThrownBy(() -> epoch(BatchStream.of(2, rows)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("NpyRows: " + x + ": there are fewer numbers than its shape says: it ends after 0 of 32"
                            + " bytes");
        }
        byte[] numbers = new byte[32];
        Arrays.fill(numbers, 24, 32, (byte) 0x7f);
        Files.write(x, NpyTest.npy("{'descr': '<i8', 'fortran_order': False, 'shape': (2, 2), }", numbers));
        try (NpyRows rows = NpyRows.open(x)) {
            assertThatThrownBy(() -> rows.read(1, 1))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining("the integer 9187201950435737471 at row 1, [1] is not exactly a float64");
        }
    }

    @Test
    void wrongUseIsRefused() {
        Indexed examples = new Indexed(Batch.of(targets(4)));
        assertThatThrownBy(() -> BatchStream.of(0, examples))
                .hasMessage("BatchStream: the batch size must be positive, not 0");
        assertThatThrownBy(() -> BatchStream.of(4, examples).shuffled(NumpyRandom.seed(0), 3))
                .hasMessage("BatchStream: a block of 3 examples is smaller than a batch of 4; make it many times larger"
                        + " than a batch");
        assertThatThrownBy(() -> BatchStream.of(4, examples)
                        .dropLast()
                        .shuffled(NumpyRandom.seed(0), 8)
                        .dropLast()
                        .iterator()
                        .forEachRemaining(batch -> {
                            throw new NoSuchElementException("as the caller does");
                        }))
                .hasMessage("as the caller does");
    }
}
