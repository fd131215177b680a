package dev.gradus.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes an {@code .npz} file: a zip file with one {@code .npy} entry for each array. */
public final class NpzWriter {
    /**
     * Makes equal numbers produce equal bytes. Not the first day of the zip format, because Java writes that with a second
     * time in the time zone of the JVM.
     */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 2, 0, 0);

    private NpzWriter() {}

    /** Writes these arrays atomically, in this order. */
    public static void write(Path file, List<NamedArray> arrays) throws IOException {
        AtomicFile.replace(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            for (NamedArray array : arrays) {
                zip.putNextEntry(entry(array));
                write(array, zip);
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    /** Does not compress, because the result of deflate depends on the version of zlib. */
    private static ZipEntry entry(NamedArray array) throws IOException {
        CRC32 checksum = new CRC32();
        write(array, new CheckedOutputStream(OutputStream.nullOutputStream(), checksum));
        ZipEntry entry = new ZipEntry(array.name() + NpzReader.SUFFIX);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(NpyHeader.of(array.shape()).toBytes().length + (long) Double.BYTES * array.values().length);
        entry.setCrc(checksum.getValue());
        entry.setTimeLocal(NO_TIME);
        return entry;
    }

    static void write(NamedArray array, OutputStream out) throws IOException {
        out.write(NpyHeader.of(array.shape()).toBytes());
        NumberType.FLOAT64.write(array.values(), out);
    }
}
