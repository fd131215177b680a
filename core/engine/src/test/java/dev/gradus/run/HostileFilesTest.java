package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are broken, or made to harm: refused with a message, without memory, and nothing is changed. */
class HostileFilesTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final byte[] NUMBERS = new byte[16];

    private final Parameter W = Parameter.of("W", Tensor.of(new double[] {3, 4}));
    private final Parameter b = Parameter.of("b", Tensor.scalar(5));

    @TempDir
    private Path folder;

    /** Every byte of a file with two arrays, each of its bits. */
    @Tag("long")
    @Test
    void aFlippedBitIsToldOrHarmless() throws IOException {
        Path file = Files.createTempFile(folder, "flipped", ".npz");
        Parameters.of(List.of(W, b)).save(file);
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            refused += isRefusedWithoutChange(file) ? 1 : 0;
        }
        int bytesWithChecksum = 2 * 128 + 3 * Double.BYTES;
        assertThat(refused).isGreaterThan(bytesWithChecksum * 8);
    }

    @Property
    void aReplacedByteIsToldOrHarmless(
            @ForAll @IntRange(max = 100_000) int position, @ForAll @IntRange(min = 1, max = 255) int change)
            throws IOException {
        Path file = Files.createTempFile("replaced", ".npz");
        try {
            Parameters.of(List.of(W, b)).save(file);
            byte[] bytes = Files.readAllBytes(file);
            bytes[position % bytes.length] ^= (byte) change;
            Files.write(file, bytes);
            isRefusedWithoutChange(file);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void aFileThatWasCutOffOrGoesOnIsRefused() throws IOException {
        Path file = folder.resolve("cut.npz");
        Parameters.of(List.of(W, b)).save(file);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(isRefusedWithoutChange(file)).isTrue();
        }
        for (int junk = 1; junk <= 100; junk++) {
            Files.write(file, Arrays.copyOf(whole, whole.length + junk));
            assertThat(isRefusedWithoutChange(file)).isTrue();
        }
        byte[] after = new byte[whole.length + 7];
        System.arraycopy(whole, 0, after, 7, whole.length);
        Files.write(file, after);
        assertThat(isRefusedWithoutChange(file)).isTrue();
    }

    /** A directory that says of the last array that it begins near the end, or beyond it. */
    @Test
    void anArrayThatTheFileEndsBeforeIsRefused() throws IOException {
        Path file = folder.resolve("short.npz");
        Parameters.of(List.of(W, b)).save(file);
        byte[] whole = Files.readAllBytes(file);
        int offset = indexOfLast(whole, new byte[] {'P', 'K', 1, 2}) + 42;
        for (int change = 1; change < 256; change++) {
            byte[] moved = whole.clone();
            moved[offset] ^= (byte) change;
            Files.write(file, moved);
            assertThat(isRefusedWithoutChange(file)).isTrue();
        }
        byte[] beyond = whole.clone();
        beyond[offset + 1] ^= 0x10;
        Files.write(file, beyond);
        assertThatThrownBy(() -> Parameters.of(List.of(W, b)).load(file))
                .hasMessage("Parameters: " + file + ": the array of b (): the file ends before it");
    }

    private static int indexOfLast(byte[] bytes, byte[] part) {
        int at = bytes.length - part.length;
        while (!Arrays.equals(part, Arrays.copyOfRange(bytes, at, at + part.length))) {
            at--;
        }
        return at;
    }

    /** Whether it was refused; if not, the numbers must be those that were saved. */
    private boolean isRefusedWithoutChange(Path file) throws IOException {
        Parameters loaded = Parameters.of(List.of(W, b));
        loaded.set(W, Tensor.full(W.shape(), -1));
        loaded.set(b, Tensor.scalar(-1));
        boolean refused = false;
        try {
            loaded.load(file);
        } catch (FileFormatException told) {
            assertThat(told).hasMessageStartingWith("Parameters: " + file);
            assertThat(told.getMessage()).doesNotContain("null", "Exception").matches("(?s).*[^: ]");
            refused = true;
        }
        assertThat(loaded.get(W)).isEqualTo(refused ? Tensor.full(W.shape(), -1) : W.initialValue());
        assertThat(loaded.get(b)).isEqualTo(refused ? Tensor.scalar(-1) : b.initialValue());
        return refused;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PK", "no zip file at all, but long enough to be one"})
    void whatIsNoZipFileIsRefused(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("none.npz"), content);
        assertRefused(file, " does not end like an npz file; it is not one, or it is truncated");
    }

    @Test
    void aDirectoryThatClaimsGigabytesIsNotBelieved() throws IOException {
        byte[] end = new byte[22];
        System.arraycopy(new byte[] {'P', 'K', 5, 6}, 0, end, 0, 4);
        Arrays.fill(end, 12, 16, (byte) 0x7f);
        Path file = Files.write(folder.resolve("claims.npz"), end);
        assertRefused(file, " claims a directory of 2139062143 bytes, more than the limit of 16777216");
    }

    @Test
    void whatIsNoArrayIsRefused() throws IOException {
        assertRefused(npz("plain text, no array"), ": the array of W (2): is not an array in the npy format");
        assertRefused(npz("\u0093NUM"), ": the array of W (2): it ends within the header, after 4 of 8 bytes");
        assertRefused(npz("\u0093NUMPY\u0004\0\0\0"), ": the array of W (2): has the unknown npy version 4.0");
        assertRefused(
                npz("\u0093NUMPY\u0001\0\u0010\0{'descr':"),
                ": the array of W (2): it ends within the header, after 9 of 16 bytes");
    }

    @Test
    void aHeaderThatLiesOfItsLengthIsRefused() throws IOException {
        assertRefused(
                npz("\u0093NUMPY\u0002\0\u00ff\u00ff\u00ff\u007f"),
                ": the array of W (2): has a header of 2147483647 bytes, more than the 10000 that any shape needs");
        assertRefused(
                npz("\u0093NUMPY\u0003\0\u00ff\u00ff\u00ff\u00ff"),
                ": the array of W (2): has a header of 4294967295 bytes, more than the 10000 that any shape needs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{'descr': '<f8', 'fortran_order': False}",
                "{'descr': '<f8', 'descr': '<f8', 'shape': (2,)}",
                "{'descr': '<f8', 'fortran_order': Maybe, 'shape': (2,)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (-2,)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'more': 1}",
                "{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (2,)}",
                "__import__('os').abort()"
            })
    void headersThatAreNoDescriptionAreRefused(String header) throws IOException {
        assertRefused(
                npz(npy(header)),
                ": the array of W (2): has a header that does not describe an array of plain numbers");
    }

    /** Patterns can take exponential time on such. */
    @Test
    void aHeaderOfSpacesAndCommasTakesNoTime() throws IOException {
        String spaces = "{" + " ".repeat(3000) + "'shape': (" + " ,".repeat(2000) + " ".repeat(2500) + "x";
        long before = THREADS.getCurrentThreadCpuTime();
        assertRefused(npz(npy(spaces)), "does not describe an array of plain numbers");
        assertRefused(
                npz(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (" + " ".repeat(9000) + ")}")),
                "of another shape");
        assertThat(THREADS.getCurrentThreadCpuTime() - before).as("nanoseconds").isLessThan(2_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(999999999999999999999999,)",
                "(2147483647, 2147483647)",
                "(1,)",
                "(2, 1)",
                "()",
                "(2 ,0)",
                "(0 2)",
                "(02,)"
            })
    void hugeAndOtherShapesAreTold(String shape) throws IOException {
        assertRefused(
                npz(npy("{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + "}")),
                " does not contain these parameters:\n  of another shape: W (2) is " + shape + " there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=f8", "<f16", "|f8", "8", "", "<f1", "<i3", "|b2", "|V8", "<f88"})
    void otherTypesAreRefused(String type) throws IOException {
        assertRefused(
                npz(npy("{'descr': '" + type + "', 'fortran_order': False, 'shape': (2,)}")),
                ": the array of W (2): is of the type " + type
                        + "; supported types are f2, f4, f8, i1 to i8, u1 to u8 and booleans");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '/',
            value = {
                "<c16 / complex numbers: save the real and imaginary parts as two arrays;",
                "|O / Python objects: save numbers, for example array.astype(float);",
                "<U3  / text: save class numbers, for example from numpy.unique(array, return_inverse=True);",
                "<M8  / times: save numbers, for example array.astype('int64');"
            })
    void theRemedyForOtherTypesIsNamed(String type, String remedy) throws IOException {
        assertRefused(
                npz(npy("{'descr': '" + type + "', 'fortran_order': False, 'shape': (2,)}")),
                ": the array of W (2): is of the type " + type + ", " + remedy);
    }

    @Test
    void tooFewAndTooManyNumbersAreRefused() throws IOException {
        byte[] array = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}");
        assertRefused(
                npz(Arrays.copyOf(array, array.length - 1)),
                ": the array of W (2): there are fewer numbers than its shape says: it ends after 15 of 16 bytes");
        assertRefused(
                npz(Arrays.copyOf(array, array.length + 1)), ": the array of W (2): continues after its last number");
    }

    /** A gigabyte of zeros in a megabyte: the reading ends where the numbers should. */
    @Tag("long")
    @Test
    void aBombDoesNotGoOff() throws IOException {
        Path file = folder.resolve("bomb.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("W.npy"));
            zip.write(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 1 << 10; i++) {
                zip.write(zeros);
            }
            zip.closeEntry();
        }
        assertThat(Files.size(file)).isLessThan(2_000_000);
        long before = allocatedBytes();
        assertRefused(file, ": the array of W (2): continues after its last number");
        assertThat(allocatedBytes() - before).isLessThan(10_000_000);
    }

    private static long allocatedBytes() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void anIntegerThatIsNoFloat64IsRefused() throws IOException {
        byte[] array = npy("{'descr': '<i8', 'fortran_order': False, 'shape': (2,)}");
        Arrays.fill(array, array.length - 8, array.length - 1, (byte) 0xff);
        array[array.length - 1] = 0x7f;
        assertRefused(
                npz(array),
                ": the array of W (2): the integer 9223372036854775807 at [1] is not exactly a float64, as integers up"
                        + " to 2⁵³ are; ");
    }

    /** ZipOutputStream would not write it, so a name is changed afterwards. */
    @Test
    void anArrayThatIsThereTwiceIsRefused() throws IOException {
        Path file = folder.resolve("twice.npz");
        Parameters.of(List.of(W, Parameter.of("V", W.initialValue()))).save(file);
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        Files.write(file, bytes.replace("V.npy", "W.npy").getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(file, " contains W.npy twice");
    }

    @Test
    void namesFromAFileDoNotFloodTheMessage() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < 1000; i++) {
                zip.putNextEntry(new ZipEntry("../../evil\n" + i + "x".repeat(5000)));
            }
        }
        Path file = Files.write(folder.resolve("names.npz"), bytes.toByteArray());
        assertThatThrownBy(() -> Parameters.of(List.of(W)).load(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("../../evil?0xxx")
                .hasMessageEndingWith(" and 990 more")
                .satisfies(told -> assertThat(told.getMessage()).hasSizeLessThan(1500));
    }

    @Test
    void whatMovesLettersOfTheMessageIsNotShown() throws IOException {
        Path file = folder.resolve("bidirectional.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("a\u202eb\u0085c"));
        }
        assertThatThrownBy(() -> Parameters.of(List.of(W)).load(file)).hasMessageContaining("unexpected: a?b?c");
    }

    /** An array of this header and two numbers' bytes. */
    private static byte[] npy(String header) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("\u0093NUMPY\u0001\0".getBytes(StandardCharsets.ISO_8859_1));
        bytes.write(text.length & 0xff);
        bytes.write(text.length >> 8);
        bytes.writeBytes(text);
        bytes.writeBytes(NUMBERS);
        return bytes.toByteArray();
    }

    private Path npz(String entry) throws IOException {
        return npz(entry.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A file with this entry as W.npy. */
    private Path npz(byte[] entry) throws IOException {
        Path file = folder.resolve("hostile.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("W.npy"));
            zip.write(entry);
            zip.closeEntry();
        }
        return file;
    }

    private void assertRefused(Path file, String message) {
        Parameters parameters = Parameters.of(List.of(W));
        assertThatThrownBy(() -> parameters.load(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith("Parameters: " + file)
                .hasMessageContaining(message);
        assertThat(parameters.get(W)).isEqualTo(W.initialValue());
    }
}
