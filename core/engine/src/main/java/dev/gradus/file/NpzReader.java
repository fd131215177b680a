package dev.gradus.file;

import dev.gradus.tensor.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads an {@code .npz} file, and collects all differences from the wanted arrays. */
public final class NpzReader {
    /** The end of an array's name in an npz file. */
    static final String SUFFIX = ".npy";

    private final Path file;
    private final ZipFile zip;
    private final Map<String, NamedArray> wanted;
    private final List<String> unexpected = new ArrayList<>();
    private final List<String> shapes = new ArrayList<>();

    private NpzReader(Path file, ZipFile zip, Map<String, NamedArray> wanted) {
        this.file = file;
        this.zip = zip;
        this.wanted = wanted;
    }

    /**
     * Fills arrays with the numbers that a file holds for their names.
     *
     * @param what they are, in messages
     * @throws FileFormatException if the file has not exactly these names with these shapes, or is broken or no such
     * file; the arrays are undefined then
     */
    public static void read(Path file, String what, List<NamedArray> arrays) throws IOException {
        Map<String, NamedArray> wanted = new LinkedHashMap<>();
        arrays.forEach(array -> wanted.put(array.name() + SUFFIX, array));
        if (!file.getFileSystem().equals(FileSystems.getDefault())) {
            throw new FileFormatException(file + " is in another file system than the operating"
                    + " system's, which zip files are not read from; copy it first");
        }
        ZipEnd.check(file);
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            new NpzReader(file, zip, wanted).read(what);
        } catch (ZipException | EOFException | IllegalArgumentException broken) {
            throw new FileFormatException(file + " is broken: " + reason(broken), broken);
        }
    }

    private void read(String what) throws IOException {
        Set<String> found = new HashSet<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            if (!found.add(name)) {
                throw new FileFormatException(file + " holds " + EntryNames.shown(name) + " twice");
            }
            NamedArray array = wanted.get(name);
            if (array == null) {
                unexpected.add(EntryNames.shown(
                        name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name));
            } else {
                read(entry, array);
            }
        }
        List<String> missing = wanted.entrySet().stream()
                .filter(each -> !found.contains(each.getKey()))
                .map(each -> each.getValue().description())
                .toList();
        if (!missing.isEmpty() || !unexpected.isEmpty() || !shapes.isEmpty()) {
            throw new FileFormatException(file + " does not hold these " + what + ":" + line("missing", missing)
                    + line("unexpected", unexpected) + line("of another shape", shapes));
        }
    }

    private static String line(String what, List<String> items) {
        return items.isEmpty() ? "" : "\n  " + what + ": " + EntryNames.listed(items);
    }

    private void read(ZipEntry entry, NamedArray array) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            NpyHeader header = NpyHeader.read(in);
            if (!header.isOf(array.shape())) {
                shapes.add(array.description() + " is (" + EntryNames.shown(header.shape()) + ") there");
                return;
            }
            NpyType type = NpyType.of(header.descr())
                    .orElseThrow(() -> new FileFormatException("is of the type " + EntryNames.shown(header.descr())
                            + "; read are f4, f8, i1 to i8 and u1 to u4"));
            double[] value = array.values();
            type.read(in, value);
            if (in.read() >= 0) {
                throw new FileFormatException("goes on after its last number");
            }
            if (in.getChecksum().getValue() != entry.getCrc()) {
                throw new FileFormatException("has another checksum than was written");
            }
            if (header.fortranOrder()) {
                System.arraycopy(rowMajor(value, array.shape()), 0, value, 0, value.length);
            }
        } catch (FileFormatException
                | ZipException
                | EOFException
                | IllegalArgumentException
                | ArithmeticException fault) {
            throw new FileFormatException(file + ": the array of " + array.description() + ": " + reason(fault), fault);
        }
    }

    /** The JDK throws some exceptions without a message. */
    private static String reason(Exception fault) {
        if (fault.getMessage() != null) {
            return fault.getMessage();
        }
        return fault instanceof EOFException
                ? "the file ends before it"
                : fault.getClass().getName();
    }

    /** To row-major order from one in which the first axis is contiguous, which is row-major for reversed sizes. */
    private static double[] rowMajor(double[] columnMajor, Shape shape) {
        Shape backwards = Shape.of(reversed(shape.sizes()));
        double[] value = new double[columnMajor.length];
        for (int i = 0; i < value.length; i++) {
            value[shape.position(reversed(backwards.index(i)))] = columnMajor[i];
        }
        return value;
    }

    private static int[] reversed(int[] numbers) {
        int[] reversed = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            reversed[i] = numbers[numbers.length - 1 - i];
        }
        return reversed;
    }
}
