package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.file.AtomicFile;
import dev.gradus.graph.Graph;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParameterFilesTest {
    @TempDir
    private Path folder;

    /** Up to five parameters of rank 0 to 4, some without elements, with numbers of all kinds. */
    @Provide
    Arbitrary<List<Parameter>> parameters() {
        Arbitrary<Double> numbers = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.doubles()),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                0.0,
                                -0.0,
                                Double.MIN_VALUE,
                                Double.MAX_VALUE,
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY)));
        Arbitrary<Tensor> tensors = Arbitraries.integers()
                .between(0, 4)
                .array(int[].class)
                .ofMaxSize(4)
                .flatMap(sizes -> numbers.array(double[].class)
                        .ofSize(Shape.of(sizes).elements())
                        .map(values -> Tensor.of(Shape.of(sizes), values)));
        Arbitrary<String> labels = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of("W", "b", "layer/0.W", "ŷ", "../up", "β₁ 𝛼")),
                Tuple.of(1, Arbitraries.strings().alpha().ofMinLength(1)));
        return Combinators.combine(
                        labels.list().uniqueElements().ofMaxSize(5),
                        tensors.list().ofSize(5))
                .as((names, values) -> IntStream.range(0, names.size())
                        .mapToObj(i -> Parameter.of(names.get(i), values.get(i)))
                        .toList());
    }

    @Property
    void whatIsSavedIsLoadedBitForBit(@ForAll("parameters") List<Parameter> all) throws IOException {
        Path file = Files.createTempFile("parameters", ".npz");
        try {
            Parameters saved = Parameters.of(all);
            saved.save(file);
            Parameters loaded = Parameters.of(all);
            all.forEach(parameter -> loaded.set(parameter, Tensor.full(parameter.shape(), 77)));
            loaded.load(file);
            for (Parameter parameter : all) {
                assertThat(loaded.get(parameter)).isEqualTo(parameter.initialValue());
            }
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void payloadsOfNaNStay() throws IOException {
        Parameter w = Parameter.of("w", Tensor.of(new double[] {Double.longBitsToDouble(0x7ff8_0000_1234_5678L)}));
        Path file = folder.resolve("w.npz");
        Parameters.of(List.of(w)).save(file);
        Parameters loaded = Parameters.of(List.of(w));
        loaded.set(w, Tensor.zeros(1));
        loaded.load(file);
        assertThat(Double.doubleToRawLongBits(loaded.get(w).item())).isEqualTo(0x7ff8_0000_1234_5678L);
    }

    /** More numbers than any buffer holds. */
    @Test
    void largeOnesToo() throws IOException {
        Parameter w = Parameter.of("w", Tensor.generate(Shape.of(300, 100), i -> 1.0 / (i + 1)));
        Path file = folder.resolve("large.npz");
        Parameters.of(List.of(w)).save(file);
        Parameters loaded = Parameters.of(List.of(w));
        loaded.set(w, Tensor.zeros(300, 100));
        loaded.load(file);
        assertThat(loaded.get(w)).isEqualTo(w.initialValue());
    }

    @Test
    void equalNumbersMakeEqualBytesOnAnyJvm() throws IOException, NoSuchAlgorithmException {
        Path file = folder.resolve("golden.npz");
        Parameters.of(List.of(
                        Parameter.of("W", Tensor.of(new double[][] {{1, -2.5, 1e300}, {0.1, -0.0, 3}})),
                        Parameter.of("ŷ", Tensor.scalar(7))))
                .save(file);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        assertThat(HexFormat.of().formatHex(digest))
                .isEqualTo("956624fd16d7c45445043e9a5548ad5949d30767af517cc8f2dbbaf36ea11626");
    }

    @Test
    void equalNumbersMakeEqualBytesInEveryTimeZoneAndLanguage() throws IOException {
        Parameters parameters = Parameters.of(List.of(Parameter.of("W", Tensor.of(new double[] {1, -2.5}))));
        TimeZone zone = TimeZone.getDefault();
        Locale locale = Locale.getDefault();
        Set<String> files = new HashSet<>();
        try {
            for (String id : List.of(
                    "UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "Europe/Berlin", "GMT-12")) {
                TimeZone.setDefault(TimeZone.getTimeZone(id));
                Locale.setDefault(Locale.forLanguageTag(id.startsWith("Asia") ? "ar-u-nu-arab" : "tr"));
                Path file = folder.resolve("zone.npz");
                parameters.save(file);
                files.add(HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
        assertThat(files).hasSize(1);
    }

    @Test
    void loadingCountsAsAChange() throws IOException {
        Parameter w = Parameter.of("w", Tensor.scalar(3));
        Path file = folder.resolve("w.npz");
        Run run = Run.of(Graph.of(w.square()));
        run.parameters().save(file);
        run.forward();
        run.parameters().load(file);
        assertThatThrownBy(run::backward).hasMessageStartingWith("The parameters changed since the forward pass");
    }

    @Test
    void allThatDiffersIsToldAtOnce() throws IOException {
        Parameter W = Parameter.of("W", Tensor.ones(2, 1)), b = Parameter.of("b", Tensor.ones(3));
        Path file = folder.resolve("other.npz");
        Parameters.of(List.of(
                        Parameter.of("W", Tensor.zeros(1, 2)),
                        Parameter.of("U", Tensor.zeros(4)),
                        Parameter.of("V", Tensor.zeros(4))))
                .save(file);
        Parameters parameters = Parameters.of(List.of(W, b));
        assertThatThrownBy(() -> parameters.load(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessage("Parameters: " + file + " does not contain these parameters:\n  missing: b (3)\n "
                        + " unexpected: U, V\n  of another shape: W (2, 1) is (1, 2) there");
        assertThat(parameters.get(W)).isEqualTo(Tensor.ones(2, 1));
    }

    @Test
    void namesThatDoNotTellParametersApartAreRefused() throws IOException {
        Path file = folder.resolve("twice.npz");
        Parameters twice =
                Parameters.of(List.of(Parameter.of("W", Tensor.zeros(2)), Parameter.of("W", Tensor.zeros(3))));
        String message = "Parameters: two are named 'W': W (2) and W (3); names in a file must differ,"
                + " so rename one of them";
        assertThatThrownBy(() -> twice.save(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThat(file).doesNotExist();
        assertThatThrownBy(() -> twice.load(file)).hasMessage(message);
        assertThatThrownBy(() -> Parameters.of(List.of(Parameter.of("x".repeat(1001), Tensor.zeros(2))))
                        .save(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is too long for a file;");
        int[] sizes = new int[65];
        Arrays.fill(sizes, 1);
        assertThatThrownBy(() -> Parameters.of(List.of(Parameter.of("W", Tensor.zeros(sizes))))
                        .save(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("has 65 axes, but a file allows at most 64, as NumPy does");
        assertThat(files()).isEmpty();
    }

    @Test
    void whatCannotBeWrittenLeavesNothingBehind() throws IOException {
        Parameters parameters = Parameters.of(List.of(Parameter.of("W", Tensor.zeros(2))));
        assertThatThrownBy(() -> parameters.save(folder.resolve("none/model.npz")))
                .isInstanceOf(IOException.class);
        Path taken = Files.createDirectories(folder.resolve("taken.npz/full"));
        assertThatThrownBy(() -> parameters.save(taken.getParent())).isInstanceOf(IOException.class);
        assertThat(files()).containsExactly(taken.getParent());
        assertThatThrownBy(() -> parameters.load(folder.resolve("none.npz"))).isInstanceOf(IOException.class);
    }

    /** As on a disk that is full halfway. */
    @Test
    void whatFailsHalfwayLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("model.npz"), "old");
        assertThatThrownBy(() -> AtomicFile.replace(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("No space left on device");
                }))
                .hasMessage("No space left on device");
        assertThat(file).hasContent("old");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void savingFromTwoThreadsLeavesOneOfTheFiles() throws Exception {
        Path file = folder.resolve("model.npz");
        Parameter w = Parameter.of("w", Tensor.zeros(1000));
        List<Thread> writers = IntStream.of(1, 2)
                .mapToObj(number -> new Thread(() -> {
                    Parameters own = Parameters.of(List.of(w));
                    own.set(w, Tensor.full(w.shape(), number));
                    for (int i = 0; i < 20; i++) {
                        try {
                            own.save(file);
                        } catch (IOException unexpected) {
                            throw new UncheckedIOException(unexpected);
                        }
                    }
                }))
                .toList();
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }
        Parameters read = Parameters.of(List.of(w));
        read.load(file);
        assertThat(read.get(w).get(0)).isIn(1.0, 2.0);
        assertThat(read.get(w)).isEqualTo(Tensor.full(w.shape(), read.get(w).get(0)));
        assertThat(files()).containsExactly(file);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }
}
