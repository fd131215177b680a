package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SafetensorsTest {
    @TempDir
    private Path folder;

    static Stream<NpyTest.Golden> golden() throws IOException {
        return NpyTest.golden("safetensors-golden.txt");
    }

    @ParameterizedTest
    @MethodSource("golden")
    void whatPythonWritesIsRead(NpyTest.Golden golden) throws IOException {
        Path file = Files.write(folder.resolve("a.safetensors"), golden.file());
        assertThat(Safetensors.read(file)).isEqualTo(Map.of("a", golden.tensor()));
        assertThat(Safetensors.read(file, "a")).isEqualTo(golden.tensor());
        assertThat(Safetensors.metadata(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void theBytesAreThoseOfPython(NpyTest.Golden golden) throws IOException {
        Path file = folder.resolve("a.safetensors");
        if (golden.name().startsWith("float64")) {
            Safetensors.write(file, Map.of("a", golden.tensor()));
            assertThat(Files.readAllBytes(file)).isEqualTo(golden.file());
        } else if (golden.name().startsWith("float32")) {
            Safetensors.writeFloat32(file, Map.of("a", golden.tensor()), Map.of());
            assertThat(Files.readAllBytes(file)).isEqualTo(golden.file());
        }
    }

    @Provide
    Arbitrary<Map<String, Tensor>> arrays() {
        Arbitrary<Double> numbers = Arbitraries.oneOf(
                Arbitraries.doubles(), Arbitraries.of(0.0, -0.0, Double.NaN, Double.NEGATIVE_INFINITY));
        Arbitrary<Tensor> tensors = Arbitraries.integers()
                .between(0, 4)
                .array(int[].class)
                .ofMaxSize(4)
                .flatMap(sizes -> numbers.array(double[].class)
                        .ofSize(Shape.of(sizes).elements())
                        .map(values -> Tensor.of(Shape.of(sizes), values)));
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.of("W", "", "a\"b\\c/\b\f\n\r\t\u0001", "ŷ", "𝛼", "\uffee", "metadata"),
                Arbitraries.strings().ascii().ofMaxLength(5));
        return Arbitraries.maps(names, tensors).ofMaxSize(5);
    }

    @Property
    void whatIsWrittenIsRead(@ForAll("arrays") Map<String, Tensor> arrays) throws IOException {
        Path file = Files.createTempFile("written", ".safetensors");
        try {
            Safetensors.write(file, arrays);
            assertThat(Safetensors.read(file)).isEqualTo(arrays);
            Safetensors.write(file, arrays, Map.of("format", "pt"));
            assertThat(Safetensors.read(file)).isEqualTo(arrays);
            assertThat(Safetensors.metadata(file)).isEqualTo(Map.of("format", "pt"));
            assertThat(ByteBuffer.wrap(Files.readAllBytes(file))
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .getLong()
                            % 8)
                    .isZero();
        } finally {
            Files.delete(file);
        }
    }

    @Property
    void float32RoundsToTheNearest(@ForAll float written, @ForAll double rounded) throws IOException {
        Path file = Files.createTempFile("written", ".safetensors");
        try {
            double small = rounded % Float.MAX_VALUE;
            Safetensors.writeFloat32(file, Map.of("a", Tensor.of(new double[] {written, small})), Map.of());
            assertThat(Safetensors.read(file, "a")).isEqualTo(Tensor.of(new double[] {written, (float) small}));
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void whatIsNoFloat32IsRefusedAndWritesNothing() {
        Path file = folder.resolve("a.safetensors");
        Tensor infinite = Tensor.of(new double[][] {{Double.POSITIVE_INFINITY, Double.NaN}, {1, -3.5e38}});
        assertThatThrownBy(() -> Safetensors.writeFloat32(file, Map.of("W", infinite), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Safetensors: the array of W contains -3.5E38 at [1, 1], which is infinite as a float32;"
                        + " write float64");
        assertThat(file).doesNotExist();
    }

    /** More numbers than any buffer, of both types. */
    @Test
    void largeOnesToo() throws IOException {
        Path file = folder.resolve("large.safetensors");
        Map<String, Tensor> arrays = Map.of(
                "a",
                Tensor.generate(Shape.of(300, 100), i -> i + 0.5),
                "b",
                Tensor.generate(Shape.of(20_000), i -> -i));
        Safetensors.write(file, arrays);
        assertThat(Safetensors.read(file)).isEqualTo(arrays);
        Safetensors.writeFloat32(file, arrays, Map.of());
        assertThat(Safetensors.read(file)).isEqualTo(arrays);
    }

    /** Sorted by UTF-8 bytes, like Python, where UTF-16 has another order. */
    @Test
    void arraysStandInTheOrderOfTheirNames() throws IOException {
        Path file = folder.resolve("order.safetensors");
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        List.of("𝛼", "\uffee", "b", "a/b", "B").forEach(name -> arrays.put(name, Tensor.scalar(arrays.size())));
        Safetensors.write(file, arrays);
        assertThat(Safetensors.read(file).keySet()).containsExactly("B", "a/b", "b", "\uffee", "𝛼");
    }

    /** As in a model distributed over several machines and merged by hand. */
    @Test
    void arraysMayStandInAnyOrder() throws IOException {
        String header = " \n{ \"__metadata__\" : { } , \"b\":{\"shape\":[ ],\"dtype\":\"U8\",\"data_offsets\":[3,4]},"
                + "\"e\":{\"dtype\":\"F64\",\"shape\":[3,0],\"data_offsets\":[3,3]},"
                + "\"\\u0061\\\\\\/\":{\"dtype\":\"I8\",\"shape\":[3],\"data_offsets\":[0,3]}}\t\r\n ";
        byte[] text = header.strip().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text).put(new byte[] {1, 2, -3, -4});
        Path file = Files.write(folder.resolve("any.safetensors"), bytes.array());
        Map<String, Tensor> read = Safetensors.read(file);
        assertThat(read.keySet()).containsExactly("b", "e", "a\\/");
        assertThat(read.get("b")).isEqualTo(Tensor.scalar(252));
        assertThat(read.get("e")).isEqualTo(Tensor.zeros(3, 0));
        assertThat(read.get("a\\/")).isEqualTo(Tensor.of(1, 2, -3));
    }

    @Test
    void othersMayBeOfAnyType() throws IOException {
        String header = "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[3],\"data_offsets\":[0,3]},"
                + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[3,5]}}";
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length() + 5).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8));
        Path file = Files.write(folder.resolve("types.safetensors"), bytes.array());
        assertThat(Safetensors.read(file, "b")).isEqualTo(Tensor.zeros(2));
        assertThatThrownBy(() -> Safetensors.read(file, "a"))
                .hasMessage("Safetensors: " + file + ": the array of a: is of the type F8_E4M3; supported types"
                        + " are F16, F32, F64, BF16, I8 to I64, U8 to U64 and BOOL");
        assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("F8_E4M3");
    }

    @Test
    void anArrayThatIsNotThereIsTold() throws IOException {
        Path file = folder.resolve("a.safetensors");
        Safetensors.write(file, Map.of("W", Tensor.zeros(2), "b", Tensor.zeros(1)));
        assertThatThrownBy(() -> Safetensors.read(file, "V"))
                .isInstanceOf(FileFormatException.class)
                .hasMessage("Safetensors: " + file + " does not contain V; it contains W, b");
        Safetensors.write(file, Map.of());
        assertThatThrownBy(() -> Safetensors.read(file, "V"))
                .hasMessageEndingWith(" does not contain V; it contains nothing");
        assertThatThrownBy(() -> Safetensors.read(folder.resolve("none.safetensors")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void namesThatCannotBeWrittenAreRefused() {
        Path file = folder.resolve("names.safetensors");
        assertThatThrownBy(() -> Safetensors.write(file, Map.of("__metadata__", Tensor.zeros(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Safetensors: an array cannot be named __metadata__ in a safetensors file, because this"
                        + " name is reserved for metadata");
        for (Map<String, String> metadata : List.of(Map.of("\ud800", ""), Map.of("", "\udc00"))) {
            assertThatThrownBy(() -> Safetensors.write(file, Map.of(), metadata))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("an unpaired surrogate");
        }
        assertThatThrownBy(() -> Safetensors.write(file, Map.of("x".repeat(1 << 24), Tensor.zeros(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Safetensors: the names and metadata take 16777272 bytes, more than the limit of"
                        + " 16777216");
        assertThat(file).doesNotExist();
    }
}
