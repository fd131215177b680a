package dev.gradus.file;

import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads an {@code .npz} file and collects all differences from the wanted arrays. */
public final class NpzReader {
    static final String SUFFIX = ".npy";

    /** The maximum compression ratio of deflate. */
    private static final long MOST_INFLATED = 1032;

    /** Arrays of this many bytes may be read from any file, and {@link #MOST_GROWN} times its size from a large one. */
    private static final long ALWAYS_READ = 1 << 28;

    /** Far more than numbers without a pattern are compressed; zeros alone would reach 8,000. */
    private static final long MOST_GROWN = 100;

    private final Path file;
    private final ZipFile zip;

    /** The number of bytes of float64 numbers that may still be read. */
    private long left;

    private NpzReader(Path file, ZipFile zip) throws IOException {
        this.file = file;
        this.zip = zip;
        left = Math.max(ALWAYS_READ, MOST_GROWN * Files.size(file));
    }

    private interface Reading<T> {
        T from(NpzReader reader) throws IOException;
    }

    /**
     * Fills arrays with the numbers that a file contains under their names.
     *
     * @param what the kind of arrays, for messages
     * @throws FileFormatException if the file does not contain exactly these names with these shapes, or is missing or
     *     broken; the contents of the arrays are then undefined
     */
    public static void read(Path file, String what, List<NamedArray> arrays) throws IOException {
        open(file, reader -> {
            reader.fill(what, arrays);
            return arrays;
        });
    }

    /**
     * Reads all arrays of a file, by name, in the file's order.
     *
     * @throws FileFormatException if it is missing or broken, or contains anything but arrays of real numbers
     */
    public static Map<String, Tensor> read(Path file) throws IOException {
        return open(file, NpzReader::all);
    }

    /**
     * Reads one array of a file, whatever else the file contains.
     *
     * @throws FileFormatException if there is none of this name, it is not an array of real numbers, or the file is broken
     */
    public static Tensor read(Path file, String name) throws IOException {
        return open(file, reader -> reader.one(name));
    }

    private static <T> T open(Path file, Reading<T> reading) throws IOException {
        if (!file.getFileSystem().equals(FileSystems.getDefault())) {
            throw new FileFormatException(file + " is not in the default file system, from which alone zip files"
                    + " can be read; copy it there first");
        }
        ZipEnd.check(file);
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            return reading.from(new NpzReader(file, zip));
        } catch (ZipException | EOFException | IllegalArgumentException broken) {
            throw FileFormatException.in(file + " is broken", broken);
        }
    }

    /** Returns the entries by the names of their arrays, or by their own names if they are not arrays. */
    private Map<String, ZipEntry> entries() throws FileFormatException {
        Map<String, ZipEntry> entries = new LinkedHashMap<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            if (entries.put(isArray(name) ? name.substring(0, name.length() - SUFFIX.length()) : name, entry) != null) {
                throw new FileFormatException(file + " contains " + EntryNames.shown(name) + " twice");
            }
        }
        return entries;
    }

    private static boolean isArray(String name) {
        return name.endsWith(SUFFIX);
    }

    private Map<String, Tensor> all() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, ZipEntry> each : entries().entrySet()) {
            tensors.put(each.getKey(), tensor(each.getKey(), each.getValue()));
        }
        return tensors;
    }

    private Tensor one(String name) throws IOException {
        Map<String, ZipEntry> entries = entries();
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new FileFormatException(file + EntryNames.notAmong(name, entries.keySet()));
        }
        return tensor(name, entry);
    }

    private Tensor tensor(String name, ZipEntry entry) throws IOException {
        long stored = Math.min(entry.getCompressedSize(), Files.size(file));
        long room = entry.getMethod() == ZipEntry.STORED ? stored : stored * MOST_INFLATED;
        Tensor[] read = new Tensor[1];
        read(entry, EntryNames.shown(name), array -> {
            Shape shape = array.shape(room);
            take(shape);
            read[0] = array.tensor(shape);
        });
        return read[0];
    }

    /** Limits the total size of the arrays read, so that a small file cannot fill the memory. */
    private void take(Shape shape) throws IOException {
        long bytes = (long) shape.elements() * Double.BYTES;
        if (bytes > left) {
            throw new FileFormatException("takes " + bytes + " bytes as float64 numbers, but only " + left
                    + " more may be read from a file of " + Files.size(file)
                    + " bytes; if you trust the file, save it without compression, as with numpy.savez");
        }
        left -= bytes;
    }

    private void fill(String what, List<NamedArray> arrays) throws IOException {
        Map<String, ZipEntry> unexpected = entries();
        Differences differences = new Differences();
        for (NamedArray array : arrays) {
            ZipEntry entry = unexpected.remove(array.name());
            if (entry == null || !isArray(entry.getName())) {
                differences.missing(array);
            } else {
                read(entry, array.description(), found -> {
                    if (found.header().isOf(array.shape())) {
                        found.read(array.shape(), array.values());
                    } else {
                        differences.ofShape(array, found.header().shape());
                    }
                });
            }
        }
        differences.requireNone(file, what, unexpected.keySet());
    }

    private interface Use {
        void of(NpyArray array) throws IOException;
    }

    private void read(ZipEntry entry, String description, Use use) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            use.of(NpyArray.open(in));
            if (in.read() < 0 && in.getChecksum().getValue() != entry.getCrc()) {
                throw new FileFormatException("has the wrong checksum");
            }
        } catch (FileFormatException | ZipException | EOFException | IllegalArgumentException fault) {
            throw FileFormatException.in(file + ": the array of " + description, fault);
        }
    }
}
