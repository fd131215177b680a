package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Safetensors files that are broken, or made to harm: refused with a message, without memory, and nothing is changed. */
class HostileSafetensorsTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Describes W (2) and b (), as 24 bytes of numbers. */
    private static final String RIGHT = "{'W':{'dtype':'F64','shape':[2],'data_offsets':[0,16]},"
            + "'b':{'dtype':'F64','shape':[],'data_offsets':[16,24]}}";

    private final Parameter W = Parameter.of("W", Tensor.of(new double[] {3, 4}));
    private final Parameter b = Parameter.of("b", Tensor.scalar(5));

    @TempDir
    private Path folder;

    @Test
    void theRightOneIsRead() throws IOException {
        Parameters parameters = Parameters.of(List.of(W, b));
        parameters.load(file(RIGHT, 24));
        assertThat(parameters.get(W)).isEqualTo(Tensor.zeros(2));
    }

    /** Each bit of the header; those of the numbers have no checksum. */
    @Test
    void aFlippedBitOfTheHeaderIsRefused() throws IOException {
        Path file = folder.resolve("flipped.safetensors");
        Parameters.of(List.of(W, b)).save(file);
        byte[] whole = Files.readAllBytes(file);
        int header = whole.length - 3 * Double.BYTES;
        for (int bit = 0; bit < header * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            assertThat(isRefusedWithoutChange(file)).as("bit %d", bit).isTrue();
        }
    }

    @Test
    void aFileThatWasCutOffOrGoesOnIsRefused() throws IOException {
        Path file = folder.resolve("cut.safetensors");
        Parameters.of(List.of(W, b)).save(file);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(isRefusedWithoutChange(file)).isTrue();
        }
        for (int junk = 1; junk <= 20; junk++) {
            Files.write(file, Arrays.copyOf(whole, whole.length + junk));
            assertThat(isRefusedWithoutChange(file)).isTrue();
        }
    }

    /** Whether it was refused, with a message and without a change. */
    private boolean isRefusedWithoutChange(Path file) throws IOException {
        Parameters loaded = Parameters.of(List.of(W, b));
        loaded.set(W, Tensor.full(W.shape(), -1));
        try {
            loaded.load(file);
            return false;
        } catch (FileFormatException told) {
            assertThat(told).hasMessageStartingWith("Parameters: " + file);
            assertThat(told.getMessage()).doesNotContain("null", "Exception").matches("(?s).*[^: ]");
            assertThat(loaded.get(W)).isEqualTo(Tensor.full(W.shape(), -1));
            return true;
        }
    }

    @Test
    void whatIsNoSafetensorsFileIsRefused() throws IOException {
        assertRefused(
                Files.write(folder.resolve("short.safetensors"), new byte[7]),
                ": it is not a safetensors file: it has 7 bytes, fewer than the eight of its header's length");
        assertRefused(
                Files.write(folder.resolve("empty.safetensors"), new byte[0]),
                ": it is not a safetensors file: it has 0 bytes, fewer than the eight of its header's length");
        assertRefused(
                Files.writeString(folder.resolve("text.safetensors"), "plain text, no safetensors"),
                ": it is not a safetensors file, or it is truncated: its header should have 7310503753715641456"
                        + " bytes, but 18 follow");
        Path npz = folder.resolve("model.npz");
        Parameters.of(List.of(W)).save(npz);
        assertRefused(
                Files.copy(npz, folder.resolve("npz.safetensors")),
                ": it is not a safetensors file, or it is truncated: its header");
        assertRefused(file(" {}", 0), ": it is not a safetensors file: its header does not begin with {");
        assertRefused(file("", 0), ": it is not a safetensors file: its header does not begin with {");
    }

    @ParameterizedTest
    @CsvSource({"-1, 18446744073709551615", "9223372036854775807, 9223372036854775807", "150, 150"})
    void aHeaderThatClaimsMoreThanTheFileIsNotBelieved(long length, String claimed) throws IOException {
        byte[] bytes = Files.readAllBytes(file(RIGHT, 24));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        long before = allocatedBytes();
        assertRefused(
                Files.write(folder.resolve("claims.safetensors"), bytes),
                ": it is not a safetensors file, or it is truncated: its header should have " + claimed + " bytes, but "
                        + (bytes.length - 8) + " follow");
        assertThat(allocatedBytes() - before).isLessThan(1_000_000);
    }

    @Test
    void aHeaderOfManyMegabytesIsNotRead() throws IOException {
        byte[] bytes = new byte[8 + (1 << 24) + 8];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong((1 << 24) + 8);
        Path file = Files.write(folder.resolve("long.safetensors"), bytes);
        long before = allocatedBytes();
        assertRefused(file, ": the header has 16777224 bytes, more than the limit of 16777216");
        assertThat(allocatedBytes() - before).isLessThan(1_000_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | '\"', but at character 1 the text ends",
                "{'W' | ':', but at character 4 the text ends",
                "{'__metadata__':{}, } | '\"', but",
                "{'W\\x':{}} | one of \"\\/bfnrtu after the \\, but at character 4 there is 'x'",
                "{'W\\u12g4':{}} | four hexadecimal digits, but at character 7 there is 'g'",
                "{'W\\u12 | the rest of a string, but at character 7 the text ends",
                "{'\1':{}} | the rest of a string, but at character 2 there is '?'",
                "{} {} | its end, but at character 3 there is '{'",
                "{}\0x | its end, but at character 2 there is '?'"
            })
    void brokenJsonIsToldWithItsPlace(String header, String expected) throws IOException {
        assertRefused(file(header, 0), ": the header is not JSON: expected " + expected.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'W':[]} | the array of W must be a JSON object",
                "{'W':null} | the array of W must be a JSON object",
                "{'__metadata__':[]} | __metadata__ must be a JSON object",
                "{'__metadata__':{'a':1}} | the metadata must have a string as its a",
                "{'W':{'dtype':1,'shape':[2],'data_offsets':[0,16]}} | the array of W must have a string as its dtype",
                "{'W':{'dtype':'F64','shape':2,'data_offsets':[0,16]}} | must have an array of whole numbers from 0 to 2⁵³",
                "{'W':{'dtype':'F64','shape':[-1],'data_offsets':[0,16]}} | whole numbers from 0 to 2⁵³ as its shape",
                "{'W':{'dtype':'F64','shape':[1.5],'data_offsets':[0,16]}} | whole numbers from 0 to 2⁵³ as its shape",
                "{'W':{'dtype':'F64','shape':['2'],'data_offsets':[0,16]}} | whole numbers from 0 to 2⁵³ as its shape",
                "{'W':{'dtype':'F64','shape':[2],'data_offsets':[0,1e16]}} | from 0 to 2⁵³ as its data_offsets",
                "{'W':{'dtype':'F64','shape':[01],'data_offsets':[0,16]}} | expected ']', but at character 30 there is '1'"
            })
    void membersOfAnotherKindAreTold(String header, String expected) throws IOException {
        assertRefused(file(header, 16), expected.strip());
    }

    @Test
    void aHeaderThatIsNotUtf8IsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(file(RIGHT, 24));
        bytes[10] = (byte) 0xff;
        assertRefused(Files.write(folder.resolve("latin.safetensors"), bytes), ": the header is not UTF-8");
    }

    @Test
    void namesThatAreThereTwiceAreRefused() throws IOException {
        assertRefused(
                file(RIGHT.replace("'b'", "'W'"), 24),
                "the header is not JSON: an object has two members with the name W");
        assertRefused(
                file(RIGHT.replace("'b'", "'\\u0057'"), 24),
                "the header is not JSON: an object has two members with the name W");
        assertRefused(
                file(RIGHT.replace("'shape':[2]", "'dtype':'F64'"), 24),
                "an object has two members with the name dtype");
        assertRefused(
                file("{'__metadata__':{'a':'','a':''}}", 0),
                "an object has two members with the name a, one at character 24");
        assertRefused(
                file("{'__metadata__':{},'__metadata__':{}}", 0),
                "an object has two members with the name __metadata__");
    }

    @Test
    void membersThatAreMissingOrUnknownAreTold() throws IOException {
        assertRefused(
                file("{'W':{'dtype':'F64','shape':[2]}}", 0),
                ": the array of W is described by [dtype, shape]; it must be by dtype, shape and data_offsets");
        assertRefused(
                file("{'W':{'dtype':'F64','offset':[2]}}", 0),
                ": the array of W has the unknown member offset; known are dtype, shape and data_offsets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[16,0]", "[0]", "[]", "[0,16,16]"})
    void offsetsThatAreNoneAreRefused(String offsets) throws IOException {
        assertRefused(
                file(RIGHT.replace("[0,16]", offsets), 24),
                ": the array of W has the data_offsets " + offsets.replace(",", ", ")
                        + "; they must be the positions of its beginning and its end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[8,24] | 24 | the arrays of W and b overlap: one ends at byte 16 of the numbers, the other begins at 8",
                "[8,8] | 24 | the arrays of W and b overlap: one ends at byte 16 of the numbers, the other begins at 8",
                "[0,16] | 16 | the arrays of W and b overlap: one ends at byte 16 of the numbers, the other begins at 0",
                "[24,32] | 32 | the bytes from 16 to 24 of the numbers, between W and b, belong to no array",
                "[16,25] | 24 | it is truncated: the array of b ends at byte 25 of the numbers, but there are"
                        + " only 24 bytes of numbers",
                "[16,9007199254740992] | 24 | it is truncated: the array of b ends at byte 9007199254740992 of the",
                "[16,24] | 23 | it is truncated: the array of b ends at byte 24 of the numbers, but there are"
                        + " only 23 bytes of numbers",
                "[16,24] | 25 | it continues for 1 bytes after its last array, b",
                "[16,23] | 23 | the array of b (): has the shape () of F64, which does not take the 7 bytes that it has",
            })
    void arraysThatDoNotFillTheFileAreRefused(String offsets, int bytes, String message) throws IOException {
        assertRefused(file(RIGHT.replace("[16,24]", offsets), bytes), ": " + message);
    }

    @Test
    void bytesBeforeTheFirstArrayAreTold() throws IOException {
        assertRefused(
                file(RIGHT.replace("[0,16]", "[8,16]"), 24),
                ": the bytes from 0 to 8 of the numbers, between the header and W, belong to no array");
        assertRefused(file("{}", 5), ": it continues for 5 bytes after its last array, the header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"F8_E4M3", "C64", "f64", "F128", "I4", "U", "", "F64 ", "BOOLEAN"})
    void otherTypesAreRefused(String type) throws IOException {
        assertRefused(
                file(RIGHT.replaceFirst("F64", type), 24),
                ": the array of W (2): is of the type " + type
                        + "; supported types are F16, F32, F64, BF16, I8 to I64, U8 to U64 and BOOL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740992,9007199254740992",
                "4294967296,4294967296,2",
                "2,1,3",
                "",
                "1",
                "0,0",
                "9007199254740992"
            })
    void shapesThatDoNotFitTheirBytesAreTold(String shape) throws IOException {
        assertRefused(
                file(RIGHT.replace("[2]", "[" + shape + "]"), 24),
                ": the array of W (2): has the shape (" + shape.replace(",", ", ")
                        + ") of F64, which does not take the 16 bytes that it has");
    }

    @Test
    void aShapeOfManyAxesIsRefused() throws IOException {
        String ones = IntStream.range(0, 65).mapToObj(i -> "1").collect(Collectors.joining(","));
        assertRefused(
                file(RIGHT.replace("[2]", "[2," + ones + "]"), 24),
                ": the array of W (2): has 66 axes, more than NumPy's limit of 64");
    }

    @Test
    void allThatDiffersIsToldAtOnce() throws IOException {
        Path file = file(RIGHT.replace("'b'", "'c'").replace("[2]", "[1,2]"), 24);
        assertThatThrownBy(() -> Parameters.of(List.of(W, b)).load(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessage("Parameters: " + file + " does not contain these parameters:\n  missing: b ()\n "
                        + " unexpected: c\n  of another shape: W (2) is (1, 2) there");
    }

    @Test
    void anIntegerThatIsNoFloat64IsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(file(RIGHT.replaceFirst("F64", "I64"), 24));
        Arrays.fill(bytes, bytes.length - 16, bytes.length - 8, (byte) 0x7f);
        assertRefused(
                Files.write(folder.resolve("integer.safetensors"), bytes),
                ": the array of W (2): the integer 9187201950435737471 at [1] is not exactly a float64");
    }

    @Test
    void namesFromAFileDoNotFloodTheMessage() throws IOException {
        String evil = IntStream.range(0, 1000)
                .mapToObj(i ->
                        "'" + i + "\\n\\u202e" + "x".repeat(500) + "':{'dtype':'U8','shape':[0],'data_offsets':[0,0]}")
                .collect(Collectors.joining(",", "{", "}"));
        assertThatThrownBy(() -> Parameters.of(List.of(W)).load(file(evil, 0)))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("unexpected: 0??xxx")
                .hasMessageEndingWith(" and 990 more")
                .satisfies(told -> assertThat(told.getMessage()).hasSizeLessThan(1500));
    }

    private static long allocatedBytes() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** A file of this header, in which ' stands for ", and of zeros. */
    private Path file(String header, int numbers) throws IOException {
        byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + text.length + numbers).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        return Files.write(folder.resolve("hostile.safetensors"), bytes.array());
    }

    private void assertRefused(Path file, String message) {
        Parameters parameters = Parameters.of(List.of(W, b));
        assertThatThrownBy(() -> parameters.load(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith("Parameters: " + file + ": ")
                .hasMessageContaining(message);
        assertThat(parameters.get(W)).isEqualTo(W.initialValue());
    }
}
