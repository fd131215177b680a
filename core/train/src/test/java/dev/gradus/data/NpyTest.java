package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NpyTest {
    @TempDir
    private Path folder;

    /** An array saved by Python; see npy_golden.py and safetensors_golden.py. */
    record Golden(String name, Tensor tensor, byte[] file) {
        static Golden of(String line) {
            String[] parts = line.split(" ");
            int[] sizes = parts[1].equals("scalar")
                    ? new int[0]
                    : Arrays.stream(parts[1].split("x"))
                            .mapToInt(Integer::parseInt)
                            .toArray();
            double[] numbers = parts[2].equals("none")
                    ? new double[0]
                    : Arrays.stream(parts[2].split(","))
                            .mapToDouble(Golden::number)
                            .toArray();
            return new Golden(
                    parts[0] + " " + parts[1],
                    Tensor.of(Shape.of(sizes), numbers),
                    Base64.getDecoder().decode(parts[3]));
        }

        private static double number(String python) {
            return switch (python) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                case "nan" -> Double.NaN;
                default -> Double.parseDouble(python);
            };
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Golden> golden() throws IOException {
        return golden("npy-golden.txt");
    }

    static Stream<Golden> golden(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(NpyTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(Golden::of).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void whatNumPySavesIsRead(Golden golden) throws IOException {
        Path file = Files.write(folder.resolve("a.npy"), golden.file);
        assertThat(Npy.read(file)).isEqualTo(golden.tensor);
        for (int method : new int[] {ZipOutputStream.STORED, ZipOutputStream.DEFLATED}) {
            Path zip = npz("a.npz", method, golden.file);
            assertThat(Npz.read(zip)).isEqualTo(Map.of("a", golden.tensor));
            assertThat(Npz.read(zip, "a")).isEqualTo(golden.tensor);
        }
    }

    private Path npz(String name, int method, byte[] array) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            ZipEntry entry = new ZipEntry("a.npy");
            entry.setMethod(method);
            java.util.zip.CRC32 crc = new java.util.zip.CRC32();
            crc.update(array);
            entry.setCrc(crc.getValue());
            entry.setSize(array.length);
            zip.putNextEntry(entry);
            zip.write(array);
        }
        return file;
    }

    @Provide
    Arbitrary<Tensor> tensors() {
        Arbitrary<Double> numbers = Arbitraries.oneOf(
                Arbitraries.doubles(), Arbitraries.of(0.0, -0.0, Double.NaN, Double.NEGATIVE_INFINITY));
        return Arbitraries.integers()
                .between(0, 4)
                .array(int[].class)
                .ofMaxSize(4)
                .flatMap(sizes -> numbers.array(double[].class)
                        .ofSize(Shape.of(sizes).elements())
                        .map(values -> Tensor.of(Shape.of(sizes), values)));
    }

    @Property
    void whatIsWrittenIsRead(@ForAll("tensors") Tensor a, @ForAll("tensors") Tensor b) throws IOException {
        Path file = Files.createTempFile("written", ".npy");
        try {
            Npy.write(file, a);
            assertThat(Npy.read(file)).isEqualTo(a);
            Npz.write(file, Map.of("a", a, "b/ŷ", b));
            assertThat(Npz.read(file)).isEqualTo(Map.of("a", a, "b/ŷ", b));
        } finally {
            Files.delete(file);
        }
    }

    /** Tests all bit patterns, of which NumPy's files contain only some. */
    @Test
    void everyHalfIsExact() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits = 0; bits < 1 << 16; bits++) {
            bytes.putShort((short) bits);
        }
        Tensor read = Npy.read(Files.write(folder.resolve("half.npy"), npy("<f2", "65536,", bytes.array())));
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 31;
            double fraction = (bits & 1023) / 1024.0;
            double magnitude = exponent == 31
                    ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                    : exponent == 0 ? fraction * 0x1p-14 : (1 + fraction) * StrictMath.pow(2, exponent - 15);
            assertThat(Double.valueOf(read.get(bits)))
                    .as("%x", bits)
                    .isEqualTo(Double.valueOf(bits >= 1 << 15 ? -magnitude : magnitude));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<i8 | 9007199254740993     | False | the integer 9007199254740993 at [1, 2]",
                "<i8 | 9007199254740993     | True  | the integer 9007199254740993 at [1, 2]",
                "<i8 | -9007199254740993    | False | the integer -9007199254740993 at [1, 2]",
                ">i8 | 9223372036854775807  | False | the integer 9223372036854775807 at [1, 2]",
                "<u8 | 9007199254740993     | False | the integer 9007199254740993 at [1, 2]",
                ">u8 | -1                   | True  | the integer 18446744073709551615 at [1, 2]",
                "<u8 | -1024                | False | the integer 18446744073709550592 at [1, 2]"
            })
    void anIntegerThatIsNoFloat64IsNamed(String type, long integer, String fortran, String message) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(48).order(type.startsWith("<") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        bytes.putLong(40, integer); // the last one in either order
        byte[] array =
                npy("{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': (2, 3), }", bytes.array());
        Path file = Files.write(folder.resolve("a.npy"), array);
        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessage("Npy: " + file + ": " + message + " is not exactly a float64, as integers up to 2⁵³ are;"
                        + " to round the others, use array.astype(float) in NumPy");
    }

    @Test
    void largeIntegersThatAreFloat64AreRead() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(1L << 63).putLong(-2048).putLong((1L << 53) + 2);
        assertThat(Npy.read(Files.write(folder.resolve("u.npy"), npy("<u8", "3,", bytes.array()))))
                .isEqualTo(Tensor.of(0x1p63, 0x1p64 - 2048, 0x1p53 + 2));
        assertThat(Npy.read(Files.write(folder.resolve("i.npy"), npy("<i8", "3,", bytes.array()))))
                .isEqualTo(Tensor.of(-0x1p63, -2048, 0x1p53 + 2));
    }

    @Test
    void python2WroteSizesAsLongIntegers() throws IOException {
        byte[] array = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1L, 2L), }", new byte[16]);
        assertThat(Npy.read(Files.write(folder.resolve("two.npy"), array))).isEqualTo(Tensor.zeros(1, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(3,)                     | there are fewer numbers than its shape says: it ends after 16 of 24 bytes",
                "(1,)                     | continues after its last number",
                "(1000000,)               | there are fewer numbers than its shape (1000000,) says: they take 8000000 bytes, and there are no more than 96",
                "(2000000000,)            | there are fewer numbers than its shape (2000000000,) says: they take 16000000000 bytes, and there are no more than 96",
                "(65536, 65536)           | has the shape (65536, 65536), which exceeds the maximum size of a"
                        + " Java array; read it in parts",
                "(0, 65536, 65536)        | has the shape (0, 65536, 65536), which exceeds the maximum size of a"
                        + " Java array; read it in parts",
                "(9999999999999999999,)   | has the shape (9999999999999999999,), which is not a valid shape",
                "(2 2)                    | has the shape (2 2), which is not a valid shape",
                "(1,,2)                   | has the shape (1,,2), which is not a valid shape"
            })
    void shapesThatCannotBeAreRefused(String shape, String message) throws IOException {
        byte[] array = npy("{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + "}", new byte[16]);
        Path file = Files.write(folder.resolve("a.npy"), array);
        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith("Npy: " + file + ": " + message.substring(0, message.length() - 3));
    }

    @Test
    void moreAxesThanNumPyKnowsAreRefused() throws IOException {
        byte[] array = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (" + "1,".repeat(65) + ")}", new byte[8]);
        Path file = Files.write(folder.resolve("a.npy"), array);
        assertThatThrownBy(() -> Npy.read(file)).hasMessageContaining("has 65 axes, more than NumPy's limit of 64");
    }

    /** Any file is either read or rejected with this exception. */
    @Property
    void aBrokenFileIsReadOrRefused(@ForAll @IntRange(max = 100_000) int index, @ForAll byte value, @ForAll boolean cut)
            throws IOException {
        List<Golden> all = golden().toList();
        Golden golden = all.get(index % all.size());
        byte[] bytes = golden.file.clone();
        int at = index / all.size() % bytes.length;
        bytes[at] = value;
        Path file = Files.createTempFile("broken", ".npy");
        try {
            Files.write(file, cut ? Arrays.copyOf(bytes, at) : bytes);
            Npy.read(file);
            assertThat(cut).as("a file that was cut off is refused").isFalse();
        } catch (FileFormatException refused) {
            assertThat(refused).hasMessageStartingWith("Npy: " + file);
            assertThat(refused.getMessage()).doesNotContain("null", "Exception");
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void anArrayThatIsNotThereIsNamed() throws IOException {
        Path file = folder.resolve("some.npz");
        Npz.write(file, Map.of("x", Tensor.ones(2)));
        assertThatThrownBy(() -> Npz.read(file, "y"))
                .isInstanceOf(FileFormatException.class)
                .hasMessage("Npz: " + file + " does not contain y; it contains x");
        assertThatThrownBy(() -> Npz.read(folder.resolve("none.npz"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Npy.read(folder.resolve("none.npy"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Npy.read(folder)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Npy.read(file)).hasMessage("Npy: " + file + ": is not an array in the npy format");
        Path npy = folder.resolve("one.npy");
        Npy.write(npy, Tensor.scalar(1));
        assertThatThrownBy(() -> Npz.read(npy))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("does not end like an npz file");
    }

    /** A compressed byte of zeros could expand to 8,000 bytes of numbers. */
    @Test
    void whatSmallFilesBecomeIsBounded() throws IOException {
        Path file = folder.resolve("zeros.npz");
        int half = (1 << 24) + 1;
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : List.of("a.npy", "b.npy")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(npy("|b1", half + ",", new byte[half]));
                zip.closeEntry();
            }
        }
        assertThat(Npz.read(file, "b").shape()).isEqualTo(Shape.of(half));
        assertThatThrownBy(() -> Npz.read(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessage("Npz: " + file
                        + ": the array of b: takes 134217736 bytes as float64 numbers, but only 134217720 more"
                        + " may be read from a file of " + Files.size(file)
                        + " bytes; if you trust the file, save it without compression, as with numpy.savez");
    }

    private static byte[] npy(String type, String shape, byte[] numbers) {
        return npy("{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }", numbers);
    }

    /** Creates an array with this header, in version 1.0, and these numbers. */
    static byte[] npy(String header, byte[] numbers) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("\u0093NUMPY\u0001\0".getBytes(StandardCharsets.ISO_8859_1));
        bytes.write(text.length & 0xff);
        bytes.write(text.length >> 8);
        bytes.writeBytes(text);
        bytes.writeBytes(numbers);
        return bytes.toByteArray();
    }
}
